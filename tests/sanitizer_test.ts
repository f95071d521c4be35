// SPDX-License-Identifier: Apache-2.0

/** Tests of programs under the register: what Deno's test runner counts. @module */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { root, runtimes } from "../scripts/runtimes.ts";

const program = `
import { execFile, spawn, spawnSync } from "node:child_process";
const options = { sanitizeOps: true, sanitizeResources: true };
Deno.test({ ...options, name: "sync", fn: () => { new Deno.Command("uname").outputSync(); } });
Deno.test({ ...options, name: "spawnSync", fn: () => { spawnSync("id", ["-G"]); } });
Deno.test({ ...options, name: "output", fn: async () => {
  const { signal } = new AbortController();
  await new Deno.Command("hostname", { signal, args: ["-I"] }).output();
  await new Deno.Command("getconf", { args: ["PATH_MAX", "/"] }).spawn().output();
} });
Deno.test({ ...options, name: "spawn", fn: async () => {
  await new Promise((resolve) => spawn("uname").on("close", resolve));
  await new Promise((resolve) => execFile("nproc", resolve));
} });
`;

const skip = "Bun" in globalThis ? "Bun's test runner counts no resources" : false;

test("an answered call leaves nothing that Deno's sanitizers count", { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
  try {
    const file = join(folder, "program_test.mjs");
    writeFileSync(file, program);
    const flags = ["test", "-A", "--quiet", "--no-check", "--preload", join(root, "register.ts")];
    const { status, stdout } = spawnSync(runtimes.deno, [...flags, file], { encoding: "utf8" });
    assert.equal(status, 0, stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
