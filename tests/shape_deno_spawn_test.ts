// SPDX-License-Identifier: Apache-2.0

/** Patched and original `Deno.Command.spawn` and `Deno.spawn` side by side. @module */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { original, patch, stats } from "../patches/mod.ts";
import { executions, underRegister } from "./support/witness.ts";

const skip = "Bun" in globalThis ? "there is no Deno API in Bun" : false;

/** Starts a command. */
type Start = (args?: string[], options?: Deno.CommandOptions) => Deno.ChildProcess;
type Form = (start: Start, settle: typeof outcomeOf) => unknown;

const piped = { stdin: "null", stdout: "piped", stderr: "piped" } as const;

const forms: [string, Form][] = [
  ["status", (start) => start().status],
  ["status of a failure", (start) => start(["--foo"]).status],
  ["output", async (start) => {
    const output = await start(["-s"]).output();
    return [output, output.stdout, output.stderr];
  }],
  ["output twice", async (start) => {
    const child = start();
    await child.output();
    return child.output();
  }],
  ["text", async (start) => {
    const child = start(["--foo"]);
    return [await child.stdout.text(), await child.stderr.text()];
  }],
  ["text twice", async (start) => {
    const child = start();
    await child.stdout.text();
    return child.stdout.text();
  }],
  ["bytes", async (start) => {
    const child = start();
    const bytes = await child.stdout.bytes();
    return [bytes, bytes.buffer.byteLength, await child.stderr.bytes()];
  }],
  ["arrayBuffer", (start) => start(["-s"]).stdout.arrayBuffer()],
  ["json", (start) => start().stdout.json()],
  ["json of nothing", (start) => start().stderr.json()],
  ["reader", async (start) => {
    const reader = start(["-s"]).stdout.getReader();
    const chunk = await reader.read();
    const isClosed = await Promise.race([reader.closed.then(() => true), pause(20)]);
    return [chunk, chunk.value?.buffer.byteLength, isClosed, await reader.read()];
  }],
  ["reader into a buffer", async (start) => {
    const reader = start(["-s"]).stdout.getReader({ mode: "byob" });
    const first = await reader.read(new Uint8Array(4));
    return [first, await reader.read(new Uint8Array(4)), await reader.read(new Uint8Array(4))];
  }],
  ["iteration", async (start) => {
    const child = start();
    const chunks = await Array.fromAsync(child.stdout);
    const { code, stdout } = await child.output();
    return [chunks, code, stdout];
  }],
  ["pipe", (start) => Array.fromAsync(start().stdout.pipeThrough(new TextDecoderStream()))],
  ["tee", (start) => start().stdout.tee().map((each) => [each.constructor.name, "text" in each])],
  ["cancel", async (start) => {
    const child = start();
    // before, the command may get a SIGPIPE
    const status = await child.status;
    return [await child.stdout.cancel(), await child.stdout.text(), status];
  }],
  ["stream", (start) => {
    const { stdout } = start();
    const prototype = Object.getPrototypeOf(stdout);
    const names = Object.getOwnPropertyNames(prototype);
    return [stdout instanceof ReadableStream, stdout.constructor.name, stdout.locked, names];
  }],
  ["locked stream", async (start, settle) => {
    const child = start();
    child.stdout.getReader();
    return [await settle(() => child.stdout.text()), await settle(() => child.output())];
  }],
  ["streams that are not piped", async (start, settle) => {
    const child = start([], { stdin: "null", stdout: "null", stderr: "null" });
    const names = ["stdin", "stdout", "stderr"] as const;
    const read = await Promise.all(names.map((each) => settle(() => child[each])));
    const output = await child.output();
    return [read, await settle(() => output.stdout), output];
  }],
  ["late kill", async (start) => {
    const child = start();
    await child.status;
    child.kill();
  }],
  ["wrong signals", async (start, settle) => {
    const child = start();
    const signals: unknown[] = ["SIGXX", "KILL", "sigterm", "9", 1.5, 100, -1, null, true, 9n, {}];
    const outcomes = [];
    for (const each of signals) outcomes.push(await settle(() => child.kill(each as Deno.Signal)));
    return outcomes;
  }],
  ["signals without effect", async (start, settle) => {
    const child = start();
    const signals = ["SIGCHLD", "SIGCONT", "SIGURG", "SIGWINCH", undefined, 0] as Deno.Signal[];
    const outcomes = [];
    for (const each of signals.filter(Boolean)) outcomes.push(settle(() => child.kill(each)));
    return [await Promise.all(outcomes), await child.status];
  }],
  ["aborted before", (start) => start([], { ...piped, signal: AbortSignal.abort() }).status],
  ["aborted after", async (start) => {
    const controller = new AbortController();
    const child = start([], { ...piped, signal: controller.signal });
    await child.status;
    controller.abort();
    return child.status;
  }],
  ["wrong signal", (start) => start([], { ...piped, signal: {} as AbortSignal })],
  ["dispose", async (start) => {
    const child = start();
    await child.status;
    return [await child[Symbol.asyncDispose](), await child.status];
  }],
  ["ref and unref", (start) => {
    const child = start();
    return [child.ref(), child.unref(), child.ref(), child.status];
  }],
  ["class", (start) => {
    const child = start();
    return [
      child instanceof Deno.ChildProcess,
      child.constructor === Deno.ChildProcess,
      String(child),
      Object.keys(child),
      typeof child.pid,
      "stdin" in child,
    ];
  }],
];

/** Where a child lives on, only a signal ends it; the lookup's child is seen at its very start. */
const killed: [string, Form][] = [
  ["kill", async (start) => {
    const child = start();
    child.kill();
    const output = await child.output();
    return [output, output.stdout, await child.status];
  }],
  ["kill by name", (start) => {
    const child = start();
    child.kill("SIGUSR1");
    return child.status;
  }],
  ["kill by number", (start) => {
    const child = start();
    child.kill(9 as never);
    return child.status;
  }],
  ["kill by another name", (start) => {
    const child = start();
    child.kill("SIGIOT" as never);
    return child.status;
  }],
  ["kill twice", (start) => {
    const child = start();
    child.kill("SIGTERM");
    child.kill("SIGKILL");
    return child.status;
  }],
  ["kill after a stop", (start) => {
    const child = start();
    child.kill("SIGSTOP");
    child.kill("SIGTERM");
    child.kill("SIGCONT");
    return child.status;
  }],
  ["stop", async (start) => {
    const child = start();
    child.kill("SIGSTOP");
    const isOver = await Promise.race([child.status.then(() => true), pause(20)]);
    child.kill("SIGKILL");
    return [isOver, await child.status];
  }],
  ["abort", async (start) => {
    const controller = new AbortController();
    const child = start([], { ...piped, signal: controller.signal });
    controller.abort();
    return [await child.output(), await child.stderr.locked];
  }],
  ["dispose at once", async (start) => {
    const child = start();
    return [await child[Symbol.asyncDispose](), await child.status];
  }],
];

function pause(milliseconds: number): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function outcomeOf(of: () => unknown): Promise<unknown> {
  try {
    return [await of()];
  } catch (error) {
    return [String(error), Object.prototype.toString.call(error), { ...(error as object) }];
  }
}

/** Outputs as plain values: their getters are compared by what they give. */
function starter(Command: typeof Deno.Command, file: string, first: string[] = []): Start {
  return (args = [], options = piped) =>
    new Command(file, { ...options, args: [...first, ...args] }).spawn();
}

for (const [title, form] of forms) {
  test(`Deno.Command.spawn answers in the original's shape: ${title}`, { skip }, async () => {
    patch();
    const Original = original("Deno.Command") as typeof Deno.Command;
    const expected = await outcomeOf(() => form(starter(Original, "uname"), outcomeOf));
    const before = stats().answered;
    const actual = await outcomeOf(() => form(starter(Deno.Command, "uname"), outcomeOf));
    assert.equal(Deno.inspect(actual, { depth: 9 }), Deno.inspect(expected, { depth: 9 }));
    if (title !== "wrong signal") assert.equal(stats().answered, before + 1);
  });
}

for (const [title, form] of killed) {
  test(`an answered child ends by a signal as a living one: ${title}`, { skip }, async () => {
    patch();
    const Original = original("Deno.Command") as typeof Deno.Command;
    const expected = await outcomeOf(() => form(starter(Original, "sleep", ["60"]), outcomeOf));
    const actual = await outcomeOf(() => form(starter(Deno.Command, "uname"), outcomeOf));
    assert.equal(Deno.inspect(actual, { depth: 9 }), Deno.inspect(expected, { depth: 9 }));
  });
}

test("what Deno.Command.spawn is not known to answer reaches the original", { skip }, async () => {
  patch();
  const { answered } = stats();
  const child = new Deno.Command("cat", { stdin: "piped", stdout: "piped" }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode("written"));
  await writer.close();
  assert.equal(await child.stdout.text(), "written");
  assert.ok(child.pid < 2 ** 22);
  assert.equal((await new Deno.Command("uname", { uid: Deno.uid() ?? 0 }).output()).code, 0);
  assert.equal(stats().answered, answered);
});

test("Deno.spawn and an aborted output are answered", { skip }, async () => {
  patch();
  const { answered } = stats();
  const { spawn: start } = Deno as unknown as { spawn(...args: unknown[]): Deno.ChildProcess };
  const child = start("uname", ["-s"], piped);
  assert.ok(child.pid > 2 ** 22);
  assert.equal(await child.stdout.text(), "Linux\n");
  assert.equal(await start("uname", { args: ["-s"], ...piped }).stdout.text(), "Linux\n");
  const { signal } = new AbortController();
  const output = await new Deno.Command("uname", { signal }).output();
  assert.equal(new TextDecoder().decode(output.stdout), "Linux\n");
  assert.equal(stats().answered, answered + 3);
});

test("Deno.run passes with its reason, and gives what it gave", { skip }, async () => {
  patch();
  type Process = Record<"output" | "status", () => Promise<unknown>> & { close(): void };
  type Run = (options: object) => Process;
  const seenOf = async (run: Run) => {
    const child = run({ cmd: ["uname", "-s"], stdout: "piped" });
    const seen = [child.constructor.name, await child.status(), await child.output()];
    child.close();
    return seen;
  };
  const count = () =>
    stats().outcomes.find(({ reason }) => reason === "resources of Deno.run")?.count ?? 0;
  const before = count();
  const patched = await seenOf(Reflect.get(Deno, "run"));
  assert.equal(count(), before + 1);
  assert.deepEqual(patched, await seenOf(original("Deno.run") as Run));
  assert.equal(count(), before + 1);
  assert.throws(() => Reflect.get(Deno, "run")({ cmd: [] }), /Assertion failed/);
});

const witnessed = `
const piped = { stdin: "null", stdout: "piped", stderr: "piped" };
console.log(await new Deno.Command("uname", piped).spawn().stdout.text());
console.log((await Deno.spawn("uname", ["--foo"], piped).output()).code);
console.log(await new Deno.Command("getconf", { args: ["GNU_LIBC_VERSION"] }).spawn().status);
console.log((await new Deno.Command("id", { signal: AbortSignal.timeout(60000) }).output()).code);
`;

test("answered children of Deno execute nothing", { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), "spawn-"));
  try {
    const file = join(folder, "script.mjs");
    writeFileSync(file, witnessed);
    const { executed, stdout } = executions(underRegister(file));
    assert.deepEqual(executed, []);
    const plain = spawnSync(process.execPath, ["run", "-A", "--quiet", file], { encoding: "utf8" });
    assert.equal(stdout, plain.stdout);
    const unwaited = `const child = new Deno.Command("uname").spawn();
      child.kill("SIGSTOP"); child.unref();`;
    writeFileSync(file, unwaited);
    assert.deepEqual(executions(underRegister(file)).executed, [], "nor do they hold the program");
    writeFileSync(file, `await new Deno.Command("strace", { args: ["-V"] }).spawn().status`);
    assert.equal(executions(underRegister(file)).executed.length, 1, "the witness sees programs");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
