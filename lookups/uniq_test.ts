// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";
import { compareInputs, environment, testGenerated, testLines } from "../tests/support/filters.ts";

testLines("uniq", [
  [],
  ["-c"],
  ["-d"],
  ["-u"],
  ["-du"],
  ["-D"],
  ["-i"],
  ["-ci"],
  ["-f1"],
  ["-s", "2"],
  ["-w1"],
  ["-cf1", "-s1", "-w2"],
  ["-z"],
  ["--all-repeated=separate"],
  ["--all-repeated=prepend"],
  ["--group"],
  ["--group=both", "-i"],
  ["--group=append"],
  ["--group=prepend"],
]);

testGenerated("uniq", (pick) => [
  ...pick([[], ["-c"], ["-d"], ["-u"], ["-D"], ["--group"]]),
  ...pick([[], ["-i"], ["-f1"], ["-f2"], ["-s1"], ["-w2"], ["-w0"], ["-z"]]),
]);

test("uniq's errors are the command's", () => {
  for (
    const args of [["a", "b", "c"], ["-Dc"], ["--group", "-u"], ["-x"], ["-w"], ["--gro", "-d"]]
  ) {
    compareInputs("uniq", args, ["a\n"]);
  }
  compare("uniq", ["/nonexistent"], { env: environment("C") });
});

test("files to write, obsolete forms and numbers of another form pass", () => {
  for (const args of [["-", "/tmp/x"], ["-1"], ["+1"], ["-f", "x"], ["--group=x"], ["-Du"]]) {
    assert.equal(ask("uniq", args).kind, "passed", args.join(" "));
  }
});

test("what is wrong in an option passes, also where a later one is right", () => {
  for (const args of [["-fx", "-f0"], ["-w-1", "-w", "1"], ["--all-repeated=x", "-D"]]) {
    assert.equal(ask("uniq", args).kind, "passed", args.join(" "));
  }
});
