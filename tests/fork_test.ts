// SPDX-License-Identifier: Apache-2.0

/** Children of fork() start patched, and are otherwise as they were. @module */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { after, test } from "node:test";
import { root } from "../scripts/runtimes.ts";

const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
after(() => rmSync(directory, { recursive: true }));

writeFileSync(
  join(directory, "child.mjs"),
  `import { spawnSync } from "node:child_process";
   process.send([process.argv.slice(2), spawnSync("uname", ["-s"]).pid > 2 ** 22], () =>
     setTimeout(() => process.disconnect(), 50));`,
);
writeFileSync(
  join(directory, "parent.mjs"),
  `import { fork } from "node:child_process";
   const child = fork("./child.mjs", ["a", "b c"]);
   const events = [];
   child.on("message", (message) => events.push(message));
   child.on("exit", (code) => events.push(code));
   child.on("close", () => {
     console.log(JSON.stringify([events, child.spawnargs.slice(-3)]));
   });`,
);

function run(...flags: string[]): unknown {
  const all = "Bun" in globalThis ? [] : ["-A", "--quiet"];
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["run", ...all, ...flags, "parent.mjs"],
    { cwd: directory, encoding: "utf8" },
  );
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

test("a child of fork() answers, and has the arguments that it was given", () => {
  const plain = run() as [unknown, string[]];
  const patched = run("--preload", join(root, "register.ts"));
  assert.deepEqual(plain[0], [[["a", "b c"], false], 0]);
  assert.deepEqual(plain[1].slice(-2), ["a", "b c"]);
  assert.deepEqual(patched, [[[["a", "b c"], true], 0], plain[1]]);
});
