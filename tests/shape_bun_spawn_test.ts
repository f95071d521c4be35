// SPDX-License-Identifier: Apache-2.0

/** Patched and original `Bun.spawn` side by side. @module */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { patch } from "../patches/mod.ts";
import { state } from "../patches/state.ts";

interface Child {
  readonly pid: number;
  readonly exited: Promise<number>;
  readonly stdout: ReadableStream | undefined;
  readonly stderr: ReadableStream | undefined;
  resourceUsage(): unknown;
}
type Spawn = (...args: unknown[]) => Child;

const bun = (globalThis as Record<string, unknown>)["Bun"] as { spawn: Spawn } | undefined;
const skip = bun ? false : "there is no Bun API in Deno";

const members = ["connected", "exitCode", "signalCode", "killed", "stdin", "stdio", "terminal"];

function seen(child: Child): unknown {
  const values = members.map((each) => Reflect.get(child, each));
  const usage = child.resourceUsage();
  const { stdout, stderr } = child;
  return [
    values,
    usage && String(usage),
    stdout === Reflect.get(child, "readable"),
    !stdout,
    !stderr,
  ];
}

async function probe(spawn: Spawn, command: string[], options: object): Promise<unknown> {
  const order: unknown[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const child = spawn(command, {
    ...options,
    onExit(self: unknown, ...rest: unknown[]) {
      order.push("onExit", self === child, rest);
      resolve();
    },
  });
  const before = seen(child);
  child.exited.then((code) => order.push("exited", code));
  const texts = [child.stdout, child.stderr].map((each) => each && new Response(each).text());
  await promise;
  const prototype = Object.getPrototypeOf(child);
  const names = Object.getOwnPropertyNames(prototype).sort();
  return [before, seen(child), order, await Promise.all(texts), Reflect.ownKeys(child), names];
}

test("an answered Bun.spawn has the original's shape", { skip }, async () => {
  patch();
  const original = state.originals.get("Bun.spawn") as Spawn;
  const calls: [string[], object][] = [
    [["uname", "-p"], { stderr: "pipe" }],
    [["uname", "--foo"], { stdout: "ignore", stderr: "pipe" }],
    [["uname", "-m"], { stdio: ["ignore", "pipe", "ignore"] }],
  ];
  for (const [command, options] of calls) {
    assert.deepEqual(
      await probe(bun!.spawn, command, options),
      await probe(original, command, options),
      command.join(" "),
    );
  }
  assert.ok(bun!.spawn(["uname"]).pid > 2 ** 22, "not answered");
});

test("node:child_process' asynchronous functions work over it", { skip }, async () => {
  patch();
  const { stdout } = await promisify(execFile)("uname", ["-s"]);
  assert.equal(stdout, "Linux\n");
});
