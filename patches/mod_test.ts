// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import process from "node:process";
import { test } from "node:test";
import { defineLookup, disable, enable, original, patch, seal, stats } from "./mod.ts";
import { channelName } from "./outcomes.ts";
import { state } from "./state.ts";

/** Bun's original gives an object, Node's the text. */
type Callable = (...args: unknown[]) => string | { stdout: Uint8Array };

patch();
// Bun's synchronous node calls go through Bun.spawnSync, and are patched there
const bun = "Bun" in globalThis;
const api = bun ? "Bun.spawnSync" : "node:child_process.execFileSync";
const child = process.getBuiltinModule("node:child_process");
const uname = () => child.execFileSync("uname", ["-s"], { encoding: "utf8" });

test("stats count what is answered, by command", () => {
  const before = stats();
  assert.equal(uname(), "Linux\n");
  assert.equal(stats().answered, before.answered + 1);
  assert.ok(stats().outcomes.some(({ command }) => command === "uname"));
});

test("each outcome is published", () => {
  const seen: unknown[] = [];
  const listen = (message: unknown) => seen.push(message);
  subscribe(channelName, listen);
  uname();
  unsubscribe(channelName, listen);
  assert.deepEqual(seen, [
    { api, file: "uname", args: ["-s"], outcome: "answered", reason: undefined },
  ]);
});

test("original gives the API as the runtime made it", () => {
  const given = original(api) as Callable;
  assert.equal(typeof given, "function");
  assert.equal(Object.hasOwn(given, Symbol.for("@aa/monkeys.original")), false);
  const before = stats();
  const output = bun ? given(["uname", "-s"]) : given("uname", ["-s"], { encoding: "utf8" });
  const text = typeof output === "string" ? output : new TextDecoder().decode(output.stdout);
  assert.equal(text, "Linux\n");
  assert.deepEqual(stats(), before);
  assert.throws(() => original("node:child_process.nothing"), /Unknown API/);
});

test("disable hands calls to the originals until enable", () => {
  disable();
  const before = stats();
  try {
    assert.equal(uname(), "Linux\n");
    assert.deepEqual(stats(), before);
  } finally {
    enable();
  }
  uname();
  assert.equal(stats().answered, before.answered + 1);
});

test("a lookup of the program's own is answered, though nothing is installed", () => {
  const stdout = new TextEncoder().encode("mine\n");
  defineLookup("aa-own", () => ({ code: 0, stdout, stderr: new Uint8Array() }));
  assert.equal(child.execFileSync("aa-own", [], { encoding: "utf8" }), "mine\n");
  assert.throws(() => defineLookup("/bin/x", () => undefined), TypeError);
});

test("settings that are left out stay as they were", () => {
  patch({ lookups: { uname: false } });
  patch({ files: "all" });
  try {
    const before = stats().passed;
    assert.equal(uname(), "Linux\n");
    assert.ok(stats().passed > before);
  } finally {
    patch({ lookups: {}, files: "system" });
  }
});

test("after seal, settings throw and a second register does not", () => {
  seal();
  try {
    const message = /the settings are sealed/;
    assert.throws(() => patch({ files: "all" }), { message });
    assert.throws(disable, { message });
    assert.throws(() => defineLookup("aa-own", () => undefined), { message });
    assert.doesNotThrow(() => patch());
  } finally {
    // other files' tests share this process in Bun
    state.sealed = false;
    state.defined.delete("aa-own");
  }
});
