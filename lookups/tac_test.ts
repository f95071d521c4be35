// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";
import { compareInputs, environment, testGenerated, testLines } from "../tests/support/filters.ts";

testLines("tac", [[], ["-"], ["-b"], ["-s", ":"], ["-s", "aa"], ["-bs", "b\n"], ["-s", ""]]);
testGenerated("tac", (pick) => [
  ...pick([[], ["-b"]]),
  ...pick([[], ["-sa"], ["-saa"], ["-saba"], ["-s "], ["-s\n\n"], ["-sé"]]),
], { share: 1 });

test("a missing file is an error, and an option that is none", () => {
  compare("tac", ["/nonexistent", "-"], { env: environment("C") });
  compareInputs("tac", ["-x"], [""]);
  assert.equal(ask("tac", ["-r"]).kind, "passed");
});
