// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { patch } from "../patches/mod.ts";
import { ask, compare } from "../tests/support/differential.ts";
import { inputs, testGenerated, testLines } from "../tests/support/filters.ts";

const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
for (const [name, content] of Object.entries(inputs)) {
  writeFileSync(join(directory, name), content, "latin1");
}
before(() => patch({ files: "all" }));
after(() => {
  rmSync(directory, { recursive: true });
  patch({ files: "system" });
});

testLines("wc", [["-l"], ["-w"], ["-c"], ["-m"], ["-L"], ["-l", "-"], ["--words"]]);
testGenerated("wc", (pick) => [pick(["-l", "-w", "-c", "-m", "-L"]), ...pick([[], ["-"]])]);

test("columns are as wide as the sizes of all files, and a total ends them", () => {
  const names = ["empty", "plain", "long", "many", "fields"];
  for (const option of [[], ["-l"], ["-c"], ["-wL"], ["-mc"]]) {
    for (const files of [...names.map((name) => [name]), names, [], ["plain", "-"], ["-", "-"]]) {
      const outcome = compare("wc", [...option, ...files], { cwd: directory });
      assert.equal(outcome.kind, "answered", files.join(" "));
    }
  }
  for (const args of [["/proc/meminfo"], ["-l", "/proc/version", "plain"]]) {
    assert.equal(compare("wc", ["-l", ...args], { cwd: directory }).kind, "answered");
  }
});

test("columns are wide where input comes through a pipe, and pass where it may be a file", () => {
  const line = "printf '%s\\n' 'a b' | wc; printf x | wc -lc; printf x | wc - -c";
  assert.equal(compare("sh", ["-c", line]).kind, "answered");
  const input = new TextEncoder().encode("a b\n");
  for (const args of [[], ["-lc"], ["-", "plain"]]) {
    assert.equal(ask("wc", args, { cwd: directory, input }).kind, "passed");
  }
});

test("a missing file is an error among the others", () => {
  for (const args of [["plain", "missing"], ["missing"], ["-l", "missing", "plain"], ["-x"]]) {
    compare("wc", args, { cwd: directory });
  }
});

test("what versions have for themselves, and directories, pass", () => {
  for (const args of [["--debug"], ["--files0-from=plain"], ["."], ["--help"]]) {
    assert.equal(ask("wc", args, { cwd: directory }).kind, "passed", args.join(" "));
  }
});

test("an empty name passes, and options are those of the build", () => {
  assert.equal(ask("wc", [""]).kind, "passed");
  compare("wc", ["--="]);
  compare("wc", ["--total=never"]);
});
