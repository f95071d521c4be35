// SPDX-License-Identifier: Apache-2.0

/**
 * What the bundled register costs an empty program, by the budgets of scripts/budgets.json: in Bun
 * beside an empty program, in Deno beside one that only touches `process`.
 *
 * @module
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { after, before, test } from "node:test";
import budgets from "../scripts/budgets.json" with { type: "json" };
import { root, runtimes } from "../scripts/runtimes.ts";

const bun = "Bun" in globalThis;
const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
const [empty, touching, register] = ["empty.mjs", "touching.mjs", "register.js"]
  .map((name) => join(directory, name)) as [string, string, string];
const flags = bun ? ["run"] : ["run", "-A", "--quiet", "--no-config"];
const base = [...flags, bun ? empty : touching];
const patched = [...flags, "--preload", register, empty];

before(() => {
  writeFileSync(empty, "");
  writeFileSync(touching, "globalThis.process;");
  const made = spawnSync(runtimes.deno, ["run", "-A", join(root, "scripts/bundle.ts"), directory]);
  assert.equal(made.status, 0, made.stderr.toString());
});

after(() => rmSync(directory, { recursive: true }));

function duration(args: readonly string[]): number {
  const start = performance.now();
  assert.equal(spawnSync(process.execPath, args, { stdio: "ignore" }).status, 0);
  return performance.now() - start;
}

/** The least of interleaved runs: whatever else a machine does only adds. */
function ratio(rounds: number): number {
  const [bases, starts]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    bases.push(duration(base));
    starts.push(duration(patched));
  }
  return Math.min(...starts) / Math.min(...bases);
}

test("a start with the register keeps to its budget", () => {
  const budget = budgets.start[bun ? "Bun" : "Deno"];
  const seen: number[] = [];
  // a busy machine is given several chances
  while (seen.length < 6 && !seen.some((each) => each <= budget)) seen.push(ratio(12));
  assert.ok(seen.some((each) => each <= budget), `${seen.map((each) => each.toFixed(2))}`);
});

test("the register keeps to its size", () => {
  assert.ok(statSync(register).size <= budgets.bytes["register.js"]);
});

const hasStrace = spawnSync("strace", ["--version"], { stdio: "ignore" }).status === 0;

test("a start opens no library", { skip: hasStrace ? false : "no strace" }, () => {
  const librariesOf = (args: readonly string[]) => {
    const log = join(directory, "strace");
    spawnSync("strace", ["-f", "-e", "trace=open,openat", "-o", log, process.execPath, ...args]);
    const opened = readFileSync(log, "utf8").matchAll(/"([^"]*\.so[.\d]*)"/g);
    return [...new Set([...opened].map(([, path]) => path))].toSorted();
  };
  assert.deepEqual(librariesOf(patched), librariesOf([...flags, empty]));
});
