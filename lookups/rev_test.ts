// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask } from "../tests/support/differential.ts";
import { testGenerated, testLines } from "../tests/support/filters.ts";

testLines("rev", [[]]);
testGenerated("rev", () => []);

test("options pass", () => {
  for (const args of [["-V"], ["-0"], ["-"], ["/nonexistent"]]) {
    assert.equal(ask("rev", args).kind, "passed", args.join(" "));
  }
});
