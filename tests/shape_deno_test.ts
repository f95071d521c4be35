// SPDX-License-Identifier: Apache-2.0

/** Patched and original APIs of Deno side by side. @module */
import assert from "node:assert/strict";
import { test } from "node:test";
import { original as originalOf, patch } from "../patches/mod.ts";
import { state } from "../patches/state.ts";

const skip = "Bun" in globalThis ? "there is no Deno API in Bun" : false;

const calls: [string, Deno.CommandOptions | undefined][] = [
  ["uname", undefined],
  ["uname", { args: ["-p"], stderr: "null" }],
  ["uname", { args: ["--foo"], stdout: "null" }],
  ["/usr/bin/uname", { args: ["-sx"], env: { LANG: "C" }, cwd: "/" }],
  ["uname", { args: ["-m"], clearEnv: true, env: { PATH: "/bin" } }],
  ["uname", { args: ["-m"], stdin: "piped" }],
  ["uname", { args: ["-m"], cwd: "/nonexistent" }],
  ["uname-that-is-not", {}],
];

function read(of: () => unknown): unknown {
  try {
    return of();
  } catch (error) {
    return [String(error), { ...(error as object) }];
  }
}

function shapeOf(call: () => Deno.CommandOutput): unknown {
  return read(() => {
    const output = call();
    const { success, code, signal } = output;
    const keys = Object.keys(output);
    return {
      success,
      code,
      signal,
      keys,
      out: read(() => output.stdout),
      err: read(() => output.stderr),
    };
  });
}

async function shapeOfPromise(call: () => Promise<Deno.CommandOutput>): Promise<unknown> {
  try {
    const output = await call();
    return shapeOf(() => output);
  } catch (error) {
    return read(() => {
      throw error;
    });
  }
}

test("Deno.Command gives the original's outputs and errors", { skip }, async () => {
  patch();
  const Original = originalOf("Deno.Command") as typeof Deno.Command;
  for (const [file, options] of calls) {
    const [patched, original] = [new Deno.Command(file, options), new Original(file, options)];
    const title = `${file} ${JSON.stringify(options)}`;
    assert.deepEqual(
      shapeOf(() => patched.outputSync()),
      shapeOf(() => original.outputSync()),
      title,
    );
    assert.deepEqual(
      await shapeOfPromise(() => patched.output()),
      await shapeOfPromise(() => original.output()),
      title,
    );
  }
  assert.equal(Deno.Command.name, Original.name);
  assert.equal(Deno.Command.length, Original.length);
  assert.ok(new Deno.Command("uname") instanceof Deno.Command);
});

test("a refused Deno.Command fails as exec's EACCES does", { skip }, () => {
  patch();
  const Original = originalOf("Deno.Command") as typeof Deno.Command;
  const settings = state.settings;
  state.settings = { ...settings, unknown: "refuse" };
  try {
    // a directory gives EACCES to every user
    assert.deepEqual(
      shapeOf(() => new Deno.Command("/tmp").outputSync()),
      shapeOf(() => new Original("/tmp").outputSync()),
    );
    assert.throws(() => new Deno.Command("/tmp").output(), Deno.errors.PermissionDenied);
    assert.throws(() => new Deno.Command("/tmp").spawn(), Deno.errors.PermissionDenied);
  } finally {
    state.settings = settings;
  }
});
