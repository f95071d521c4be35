// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { patch } from "../patches/mod.ts";
import { ask, compare } from "../tests/support/differential.ts";
import { compareInputs, environment, testGenerated, testLines } from "../tests/support/filters.ts";

testLines("paste", [
  [],
  ["-s"],
  ["-sd,"],
  ["-s", "-d", ",;\\n"],
  ["-", "-"],
  ["-d:", "-", "-", "-"],
  ["-d", "\\0x", "-", "-", "-"],
  ["-d", "", "-s"],
  ["-s", "-", "-"],
  ["-z", "-", "-"],
  ["-d", "\\q\\\\", "-s"],
]);
testGenerated("paste", (pick) => [
  ...pick([[], ["-s"], ["-z"]]),
  ...pick([[], ["-d,"], ["-d,:"], ["-d\\t-"]]),
  ...pick([[], ["-"], ["-", "-"], ["-", "-", "-"]]),
], { share: 1 });

test("files are pasted side by side, and one behind the other", () => {
  patch({ files: "all" });
  try {
    const files = ["/etc/passwd", "/etc/group", "/etc/os-release"];
    for (const args of [files, ["-s", ...files], ["-d:", ...files, "-"]]) {
      const outcome = compare("paste", args, { env: environment("C.UTF-8") });
      assert.equal(outcome.kind, "answered");
    }
  } finally {
    patch({ files: "system" });
  }
});

test("what is missing, and delimiters that versions take differently, pass", () => {
  compareInputs("paste", ["-x"], [""]);
  for (const args of [["/nonexistent"], ["-d", "é"], ["-d", "\\"]]) {
    assert.equal(ask("paste", args).kind, "passed", args.join(" "));
  }
});
