// SPDX-License-Identifier: Apache-2.0

/** What it is all for: a profile without any exec rule, real packages, and the audit log. @module */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { get } from "node:http";
import { release } from "node:os";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Cases } from "../case.ts";
import { denials } from "../support/denials.ts";
import { isFull, report } from "../support/report.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const packages = `${root}.cache/packages`;
const drivers = `${root}tests/packages/drivers`;
const runtime = "Bun" in globalThis ? "bun" : "deno";
const options = runtime === "bun" ? [] : ["run", "-A", "--quiet"];
const preload = ["--preload", `${root}register.ts`];
const confined = ["aa-exec", "-p", `monkeys_server_${runtime}`, "--"];
const env = { ...process.env, SHELL: "/bin/sh" };

interface Ran {
  readonly stdout: string;
  readonly denied: readonly string[];
  /** How it ended, for who reads of a failure. */
  readonly end: string;
}

function drive(name: string, before: readonly string[], flags: readonly string[]): Ran {
  cpSync(`${drivers}/${name}`, `${packages}/${name}`);
  const logged = denials().length;
  const [file, ...args] = [...before, process.execPath, ...options, ...flags, name];
  const { stdout, stderr, status, signal } = spawnSync(file!, args, {
    cwd: packages,
    encoding: "utf8",
    env,
  });
  return { stdout, denied: denials().slice(logged), end: `${status} ${signal} ${stderr}` };
}

async function serve(before: readonly string[], flags: readonly string[]): Promise<Ran> {
  cpSync(`${root}scripts/demo/server.mjs`, `${packages}/server.mjs`);
  const logged = denials().length;
  const [file, ...args] = [...before, process.execPath, ...options, ...flags, "server.mjs"];
  const server = spawn(file!, args, { cwd: packages, env, stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise((resolve) => server.once("close", resolve));
  const port = await new Promise<string>((resolve) => {
    createInterface({ input: server.stdout }).once("line", resolve);
    server.once("close", () => resolve(""));
  });
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const stdout = port === "" ? "" : await request(Number(port)).catch(() => "");
  server.kill();
  await ended;
  return { stdout, denied: denials().slice(logged), end: `port ${port}` };
}

function request(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ port, host: "127.0.0.1" }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => text += part);
      response.once("end", () => resolve(text));
    }).once("error", reject);
  });
}

function requireDenied({ denied }: Ran): void {
  const exec = new RegExp(`operation="exec".*comm="${runtime}"`, "i");
  assert.ok(denied.some((line) => exec.test(line)), denied.join("\n"));
}

function judge(plain: Ran, patched: Ran): void {
  assert.deepEqual(patched.denied, []);
  assert.notEqual(plain.stdout.trim(), "", plain.end);
  assert.equal(patched.stdout, plain.stdout);
}

/** What the kernel has denied the server. */
const logged: string[] = [];
const isOld = release().startsWith("6.1.");

/** Why it runs on an emulated machine only. */
export const notOnHost = "its profiles name where the machine has the runtimes and the project";

/** The cases. */
export const cases: Cases = {
  async "a server logs denied programs, and with the register nothing, and works"() {
    const [plain, denied, patched] = [
      await serve([], []),
      await serve(confined, []),
      await serve(confined, preload),
    ];
    logged.push(...denied.denied);
    report("the audit log of a server", { without: denied.denied, with: patched.denied });
    requireDenied(denied);
    judge(plain, patched);
  },
  "the line that the front page shows is one of them"() {
    if (runtime === "bun") return "it shows Deno's";
    if (!isFull) return "asked for by FULL=1";
    const readme = readFileSync(`${root}README.md`, "utf8");
    const shown = /^apparmor="DENIED".*$/m.exec(readme)?.[0] ?? "";
    const fields = shown.split(" ").filter((field) =>
      // the profile's name is the reader's own, and Linux 6.1 tells no class
      !field.startsWith("profile=") && !(isOld && field.startsWith("class="))
    );
    assert.ok(fields.length >= 6, shown);
    assert.ok(
      logged.some((line) => fields.every((field) => line.split(" ").includes(field))),
      `${shown}\n${logged.join("\n")}`,
    );
  },
  ...Object.fromEntries(
    readdirSync(drivers).toSorted().map((name) => [
      `so does what ${name.replace(".mjs", "")} asks`,
      () => {
        // one shows it for all: each start takes seconds here
        if (isFull) requireDenied(drive(name, confined, []));
        judge(drive(name, [], []), drive(name, confined, preload));
      },
    ]),
  ),
};
