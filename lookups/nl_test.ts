// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";
import { compareInputs, environment, testGenerated, testLines } from "../tests/support/filters.ts";

testLines("nl", [
  [],
  ["-ba"],
  ["-bn"],
  ["-nln"],
  ["-nrz", "-w3"],
  ["-s", ": ", "-v10", "-i5"],
  ["-w1", "-s", "", "-ba"],
  ["--body-numbering=a", "-p"],
]);
testGenerated("nl", (pick) => [
  ...pick([[], ["-ba"], ["-bt"], ["-bn"]]),
  ...pick([[], ["-nln"], ["-nrz"], ["-s:"], ["-v98", "-w2"], ["-i0"]]),
], { share: 1 });

test("nl's errors are the command's", () => {
  compare("nl", ["/nonexistent", "-"], { env: environment("C") });
  compareInputs("nl", ["-x"], [""]);
});

test("sections, patterns and numbers of another form pass", () => {
  const input = new TextEncoder().encode("a\n\\:\\:\nb\n");
  assert.equal(ask("nl", [], { input }).kind, "passed");
  for (const args of [["-bpx"], ["-w0"], ["-v-1"], ["-ha"], ["-nxx"]]) {
    assert.equal(ask("nl", args).kind, "passed", args.join(" "));
  }
});
