// SPDX-License-Identifier: Apache-2.0

/** How patched and original children of `Bun.spawn` end before their time. @module */
import assert from "node:assert/strict";
import { spawn as nodeSpawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { patch, stats } from "../patches/mod.ts";
import { state } from "../patches/state.ts";
import { executions, underRegister } from "./support/witness.ts";

interface Child extends AsyncDisposable {
  readonly pid: number;
  readonly exited: Promise<number>;
  readonly stdout: ReadableStream;
  readonly stderr: ReadableStream;
  kill(signal?: unknown): void;
  ref(): void;
  unref(): void;
}
type Spawn = (command: string[], options: object) => Child;
/** Starts a command. */
type Start = (options?: object) => Child;
type Form = (start: Start) => unknown;

const bun = (globalThis as Record<string, unknown>)["Bun"] as { spawn: Spawn } | undefined;
const skip = bun ? false : "there is no Bun API in Deno";

const wrong: unknown[] = ["SIGXX", "TERM", "SIGIOT", "9", 32, -1, 1.5, true, {}, 9n];
const byDefault: unknown[] = [undefined, null, "", NaN];

/** A child that is seen at its very start, whatever it is about to do. */
const killed: [string, Form][] = [
  ["kill", (start) => ended(start(), (child) => child.kill())],
  ["kill by name", (start) => ended(start(), (child) => child.kill("SIGUSR1"))],
  ["kill by number", (start) => ended(start(), (child) => child.kill(9))],
  ...byDefault.map((signal): [string, Form] => [
    `kill by default: ${JSON.stringify(signal)}`,
    (start) => ended(start(), (child) => child.kill(signal)),
  ]),
  ["kill twice", (start) =>
    ended(start(), (child) => {
      child.kill("SIGINT");
      child.kill("SIGKILL");
    })],
  ["kill after a stop", (start) =>
    ended(start(), (child) => {
      child.kill("SIGSTOP");
      child.kill();
      // one that had time to stop would wait for this
      child.kill("SIGCONT");
    })],
  ["kill of what stands still", (start) =>
    ended(start(), async (child) => {
      child.kill("SIGSTOP");
      await pause(20);
      child.kill("SIGKILL");
    })],
  ["going on", (start) =>
    ended(start(), async (child) => {
      child.kill("SIGSTOP");
      await pause(20);
      child.kill("SIGTERM");
      await pause(20);
      child.kill("SIGCONT");
    })],
  ["dispose", (start) => ended(start(), (child) => child[Symbol.asyncDispose]())],
  ["abort", (start) => {
    const controller = new AbortController();
    return ended(start({ signal: controller.signal }), () => controller.abort());
  }],
  ["abort by a signal", (start) => {
    const controller = new AbortController();
    const options = { signal: controller.signal, killSignal: "SIGUSR2" };
    return ended(start(options), () => controller.abort("reason"));
  }],
  ["abort after a kill", (start) => {
    const controller = new AbortController();
    return ended(start({ signal: controller.signal, killSignal: 9 }), (child) => {
      child.kill("SIGINT");
      controller.abort();
    });
  }],
];

/** A command that ends by itself, soon. */
const lives: [string, Form][] = [
  [
    "wrong signals",
    (start) => ended(start(), (child) => wrong.map((each) => read(() => child.kill(each)))),
  ],
  [
    "signals without effect",
    (start) =>
      ended(
        start(),
        (child) =>
          [0, "SIGCHLD", "SIGCONT", "SIGURG", "SIGWINCH"].map((each) =>
            read(() => child.kill(each))
          ),
      ),
  ],
  ["late kill", (start) =>
    ended(start(), async (child) => {
      await child.exited;
      return [child.kill(), child.kill("SIGKILL"), read(() => child.kill("SIGXX"))];
    })],
  ["late abort", (start) => {
    const controller = new AbortController();
    return ended(start({ signal: controller.signal }), async (child) => {
      await child.exited;
      controller.abort();
    });
  }],
  ["time limit", (start) => ended(start({ timeout: 60000, killSignal: "SIGUSR1" }), () => {})],
  ["dispose of what ended", (start) =>
    ended(start(), async (child) => {
      await child.exited;
      return child[Symbol.asyncDispose]();
    })],
  [
    "ref and unref",
    (start) => ended(start(), (child) => [child.unref(), child.ref(), child.ref()]),
  ],
  ["reader", async (start) => {
    const reader = start().stdout.getReader();
    return [await reader.read(), await reader.read()];
  }],
];

const threw: [string, Form][] = [
  ["aborted before", (start) => start({ signal: AbortSignal.abort() })],
  ["wrong signal", (start) => start({ signal: {} })],
  ["wrong kill signal", (start) => start({ killSignal: "SIGXX" })],
];

function pause(milliseconds: number): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function read(of: () => unknown): unknown {
  try {
    return [of()];
  } catch (error) {
    const { code } = error as { code?: string };
    return [String(error), code, Object.keys(error as object)];
  }
}

const members = ["connected", "exitCode", "signalCode", "killed"];

function seen(child: Child): unknown {
  return members.map((each) => Reflect.get(child, each));
}

async function ended(child: Child, act: (child: Child) => unknown): Promise<unknown> {
  const before = seen(child);
  const acted = await act(child);
  const code = await child.exited;
  const texts = [child.stdout, child.stderr].map((each) => new Response(each).text());
  await pause(5);
  return [before, acted, code, seen(child), await Promise.all(texts)];
}

async function outcomeOf(form: Form, spawn: Spawn, command: string[]): Promise<unknown> {
  const exits: unknown[] = [];
  const outcome = async () =>
    await form((options) => {
      const onExit = (_child: unknown, ...rest: unknown[]) => exits.push(rest);
      return spawn(command, { stdio: ["ignore", "pipe", "pipe"], onExit, ...options });
    });
  try {
    const result = await outcome();
    // a form that only reads may be done before the child is
    for (let left = 100; left > 0 && exits.length === 0; left--) await pause(5);
    return [result, exits];
  } catch (error) {
    return [String(error), (error as { code?: string }).code, exits];
  }
}

for (const [title, form] of killed) {
  test(`an answered child of Bun.spawn ends as a living one: ${title}`, { skip }, async () => {
    patch();
    const original = state.originals.get("Bun.spawn") as Spawn;
    const expected = await outcomeOf(form, original, ["sleep", "60"]);
    const { answered } = stats();
    assert.deepEqual(await outcomeOf(form, bun!.spawn, ["uname"]), expected);
    assert.equal(stats().answered, answered + 1);
  });
}

for (const [title, form] of lives) {
  test(`an answered child of Bun.spawn lives on: ${title}`, { skip }, async () => {
    patch();
    const original = state.originals.get("Bun.spawn") as Spawn;
    const expected = await outcomeOf(form, original, ["uname"]);
    const { answered } = stats();
    assert.deepEqual(await outcomeOf(form, bun!.spawn, ["uname"]), expected);
    assert.equal(stats().answered, answered + 1);
  });
}

for (const [title, form] of threw) {
  test(`Bun.spawn throws the original's error: ${title}`, { skip }, async () => {
    patch();
    const original = state.originals.get("Bun.spawn") as Spawn;
    const expected = await outcomeOf(form, original, ["uname"]);
    assert.deepEqual(await outcomeOf(form, bun!.spawn, ["uname"]), expected);
  });
}

function endOf(command: string[]): Promise<unknown> {
  const [file, ...args] = command;
  const child = nodeSpawn(file!, args);
  const sent = child.kill("SIGUSR1");
  const { killed, exitCode, signalCode } = child;
  child.stdout.resume();
  return new Promise((resolve) => {
    child.on("close", (...end) => resolve([sent, killed, exitCode, signalCode, ...end]));
  });
}

test("an answered child of node:child_process ends as a living one in Bun", { skip }, async () => {
  patch();
  const { answered } = stats();
  assert.deepEqual(await endOf(["uname"]), await endOf(["sleep", "60"]));
  assert.equal(stats().answered, answered + 1);
});

const inherited = `
for (const stdio of [
  ["inherit", "inherit", "inherit"],
  ["ignore", "pipe", "inherit"],
  [null, "inherit", "ignore"],
]) {
  for (const args of [["-s"], ["--foo"]]) {
    await Bun.spawn(["uname", ...args], { stdio }).exited;
    Bun.spawnSync(["uname", ...args], { stdio });
  }
}
await Bun.spawn(["uname", "--bar"]).exited;
Bun.spawn(["uname", "-m"], { stdout: "inherit" }).unref();
`;

test("inherited descriptors get the same bytes, and nothing is executed", { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), "inherit-"));
  try {
    const file = join(folder, "script.mjs");
    writeFileSync(file, inherited);
    const run = (args: string[]) => {
      const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
      return { stdout, stderr };
    };
    const expected = run([file]);
    assert.match(expected.stdout, /^Linux\n/);
    assert.deepEqual(run(underRegister(file)), expected);
    const witnessed = executions(underRegister(file));
    assert.deepEqual(witnessed, { executed: [], stdout: expected.stdout });
    const stopped = `const child = Bun.spawn(["uname"]); child.kill("SIGSTOP"); child.unref();`;
    writeFileSync(file, stopped);
    assert.deepEqual(executions(underRegister(file)).executed, [], "nor does it hold the program");
    writeFileSync(file, `await Bun.spawn(["strace", "-V"]).exited`);
    assert.equal(executions(underRegister(file)).executed.length, 1, "the witness sees programs");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
