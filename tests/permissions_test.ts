// SPDX-License-Identifier: Apache-2.0

/** Deno's permissions, one set after another: never a prompt, never a crash. @module */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { after, test } from "node:test";
import { root, runtimes } from "../scripts/runtimes.ts";

const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
after(() => rmSync(directory, { recursive: true }));
const skip = "Bun" in globalThis ? "Bun has no permissions" : false;
const libc = `/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu/libc.so.6`;

const file = join(directory, "program.mjs");
writeFileSync(
  file,
  `import { stats } from ${JSON.stringify(join(root, "mod.ts"))};
   import { spawnSync } from "node:child_process";
   try { spawnSync("uname", ["-m"]); } catch { /* the original's refusal */ }
   try { spawnSync("basename", ["/a/b"]); } catch { /* likewise */ }
   try { new Deno.Command("whoami").outputSync(); } catch { /* likewise */ }
   console.log(JSON.stringify(stats().outcomes.map(({ command, outcome, reason }) =>
     [command, outcome, reason])));`,
);

/** Runs the program; a prompt would wait for an answer that never comes. */
function run(...flags: string[]): unknown {
  const { status, stdout, stderr } = spawnSync(
    runtimes.deno,
    ["run", "--quiet", ...flags, "--preload", join(root, "register.ts"), file],
    { encoding: "utf8", stdio: ["pipe", "pipe", "pipe"], timeout: 20_000 },
  );
  assert.equal(status, 0, stderr);
  assert.doesNotMatch(stderr, /requests|Allow\?/);
  return JSON.parse(stdout);
}

const answered = [["uname", "answered"], ["basename", "answered"], ["whoami", "answered"]];
const outcomes = (rows: unknown) =>
  (rows as unknown[][]).map((row) => row.filter((each) => each !== null));

test("no --allow-run is needed", { skip }, () => {
  const told = run("--no-prompt", "--allow-read", "--allow-env", "--allow-sys", "--allow-ffi");
  assert.deepEqual(outcomes(told), answered);
});

test("the C library's path is enough of an FFI permission, and so is its folder", { skip }, () => {
  for (const path of [libc, libc.replace(/\/[^/]+$/, "")]) {
    const told = run("--no-prompt", "--allow-read", "--allow-env", `--allow-ffi=${path}`);
    assert.deepEqual(outcomes(told), answered);
  }
});

test(
  "without FFI what only the kernel tells passes, and what files tell is answered",
  { skip },
  () => {
    const told = outcomes(run("--no-prompt", "--allow-read", "--allow-env", "--allow-run"));
    const [machine, name, user] = told;
    assert.deepEqual(name, ["basename", "answered"]);
    for (const [, outcome, reason] of [machine!, user!]) {
      assert.equal(outcome, "passed");
      assert.match(String(reason), /^(no FFI permission|denied-read \/proc\/)/);
    }
  },
);

test("a denied FFI permission is no FFI permission", { skip }, () => {
  const told = outcomes(run("--no-prompt", "-A", "--deny-ffi"));
  assert.ok(told.length === 3 && told.every(([, outcome]) => outcome !== undefined));
});

test("nothing granted: every call passes, and nobody is asked", { skip }, () => {
  for (const [, outcome] of outcomes(run("--no-prompt", `--allow-read=${directory},${root}`))) {
    assert.equal(outcome, "passed");
  }
});

test("--deny-run of a command is honoured, --deny-read of a file passes", { skip }, () => {
  const told = outcomes(run("--no-prompt", "-A", "--deny-run=uname", "--deny-read=/etc/passwd"));
  assert.deepEqual(told.map(([, outcome]) => outcome), ["passed", "answered", "passed"]);
  assert.match(String(told[0]![2]), /^denied-run uname/);
  assert.equal(told[2]![2], "denied-read /etc/passwd");
});
