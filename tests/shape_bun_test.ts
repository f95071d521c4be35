// SPDX-License-Identifier: Apache-2.0

/** Patched and original APIs of Bun side by side. @module */
import assert from "node:assert/strict";
import { test } from "node:test";
import { patch } from "../patches/mod.ts";
import { state } from "../patches/state.ts";

type SpawnSync = (...args: unknown[]) => Record<string, unknown>;

const bun = (globalThis as Record<string, unknown>)["Bun"] as { spawnSync: SpawnSync } | undefined;
const skip = bun ? false : "there is no Bun API in Deno";

function shapeOf(call: () => Record<string, unknown>): unknown {
  try {
    const { pid, resourceUsage, ...rest } = call();
    return [Object.keys(rest), rest, typeof pid, String(resourceUsage)];
  } catch (error) {
    return [String(error), { ...(error as object) }];
  }
}

test("an answered Bun.spawnSync has the original's shape", { skip }, () => {
  patch();
  const original = state.originals.get("Bun.spawnSync") as SpawnSync;
  const calls: unknown[][] = [
    [["uname", "-p"]],
    [["uname", "-m"], { stdio: ["ignore", "pipe", null] }],
    [{ cmd: ["uname", "-s"], stdout: "ignore", stderr: "pipe", stdin: "pipe" }],
    [{ cmd: ["uname"], timeout: 60000, maxBuffer: 100, env: { PATH: "/usr/bin:/bin" } }],
    [{ cmd: ["uname", 5], argv0: "name" }],
  ];
  for (const call of calls) {
    const patched = shapeOf(() => bun!.spawnSync(...call));
    assert.deepEqual(patched, shapeOf(() => original(...call)), JSON.stringify(call));
  }
  assert.ok(Number(bun!.spawnSync(["uname"])["pid"]) > 2 ** 22, "not answered");
  assert.equal(bun!.spawnSync.name, "spawnSync");
  assert.equal(bun!.spawnSync.length, 1);
});

test("what Bun.spawnSync is not known to answer reaches the original", { skip }, () => {
  patch();
  const calls: unknown[][] = [
    [["uname"], { cwd: "/nonexistent" }],
    [["uname"], { timeout: -1 }],
    [["uname"], { uid: "x" }],
    ["uname"],
    [[]],
    [],
  ];
  const original = state.originals.get("Bun.spawnSync") as SpawnSync;
  for (const call of calls) {
    const patched = shapeOf(() => bun!.spawnSync(...call));
    assert.deepEqual(patched, shapeOf(() => original(...call)), JSON.stringify(call));
  }
});

test("a refused Bun.spawnSync fails as exec's EACCES does", { skip }, () => {
  patch();
  const original = state.originals.get("Bun.spawnSync") as SpawnSync;
  const settings = state.settings;
  state.settings = { ...settings, unknown: "refuse" };
  try {
    // a directory gives EACCES to every user
    const refused = shapeOf(() => bun!.spawnSync(["/tmp"]));
    assert.deepEqual(refused, shapeOf(() => original(["/tmp"])));
  } finally {
    state.settings = settings;
  }
});
