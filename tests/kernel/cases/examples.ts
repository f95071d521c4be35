// SPDX-License-Identifier: Apache-2.0

/** The examples, under the profiles that come with them. @module */
import assert from "node:assert/strict";
import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import process from "node:process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Cases } from "../case.ts";
import { denials } from "../support/denials.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const isBun = "Bun" in globalThis;
const options = isBun ? [] : ["run", "-A", "--quiet", "--no-config", "--no-lock"];
const confined = ["-p", "example_starting", "--", process.execPath, ...options];

function request(port: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ port, path, host: "127.0.0.1", agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => text += part);
      response.once("end", () => resolve(text));
    }).once("error", reject);
  });
}

function firstLine(server: ChildProcessByStdio<null, Readable, null>): Promise<string> {
  return new Promise((resolve) => {
    createInterface({ input: server.stdout }).once("line", resolve);
    server.once("close", () => resolve("it ended"));
  });
}

/** Why it runs on an emulated machine only. */
export const notOnHost = "it writes to /etc, and its profiles name where the machine has things";

/** The cases. */
export const cases: Cases = {
  async "the server reads its secret at the start, serves, and can read it no more"() {
    mkdirSync("/etc/example", { recursive: true });
    writeFileSync("/etc/example/secret", "0123456789\n");
    const logged = denials().length;
    const file = `${root}examples/${isBun ? "bun" : "deno"}_serve.ts`;
    const server = spawn("aa-exec", [...confined, file], { stdio: ["ignore", "pipe", "inherit"] });
    const ended = new Promise((resolve) => server.once("close", resolve));
    const line = await firstLine(server);
    const [, port, threads] =
      /^(\d+) (\d+) threads are confined by example_serving \(enforce\)$/.exec(line) ?? [];
    assert.ok(Number(threads) > 2, line);
    assert.equal(await request(port!, "/"), "10 characters are known");
    assert.match(await request(port!, "/leak"), /^(EACCES|PermissionDenied)$/);
    server.kill();
    await ended;
    const denied = denials().slice(logged);
    assert.equal(denied.length, 1, denied.join("\n"));
    assert.match(denied[0]!, /operation="open".*profile="example_serving" name="\/etc\/example/);
  },
  "each worker process has a profile of its own"() {
    const logged = denials().length;
    const { stdout, stderr } = spawnSync("aa-exec", [...confined, `${root}examples/cluster.ts`], {
      encoding: "utf8",
    });
    assert.deepEqual(stdout.trim().split("\n"), [
      "serving example_images",
      "serving example_mail",
      "parent example_starting",
    ], stderr);
    assert.deepEqual(denials().slice(logged), []);
  },
  async "a server in a container stacks a profile on the one that it cannot leave"() {
    if (!isBun) return "the example is for Bun";
    const folder = `${root}examples/container`;
    // what `bun install` leaves
    mkdirSync(`${folder}/node_modules/@aa/monkeys`, { recursive: true });
    writeFileSync(`${folder}/node_modules/@aa/monkeys/index.ts`, `export * from "${root}mod.ts";`);
    const logged = denials().length;
    const command = ["--no-new-privs", "aa-exec", "-p", "container_starting", "--"];
    const server = spawn("setpriv", [...command, process.execPath, `${folder}/server.ts`], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, PORT: "8000" },
    });
    const line = await firstLine(server);
    assert.match(line, /^8000 \d+ threads are confined by .*container_serving.* \(enforce\)$/);
    assert.match(line, /container_starting/);
    assert.equal(await request("8000", "/"), "hello\n");
    server.kill();
    await once(server, "close");
    assert.deepEqual(denials().slice(logged), []);
  },
};
