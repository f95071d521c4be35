// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask } from "../tests/support/differential.ts";
import { testGenerated, testLines } from "../tests/support/filters.ts";

testLines("seq", [["5"], ["2", "4"], ["10", "-3", "-4"], ["-w", "8", "11"], ["-s, ", "3"], ["0"]]);
testLines("seq", [["-w", "-2", "10"], ["--", "2"], ["-ws:", "-10", "5", "9"], ["3", "1"]]);
testGenerated("seq", (pick, below) => [
  ...pick([[], ["-w"], ["-s", " "], ["-ws,"]]),
  ...Array.from({ length: 1 + below(3) }, () => String(below(40) - 15)),
], { share: 0.9 });

test("fractions, formats, errors and what is too much pass", () => {
  for (const args of [["1.5"], ["-f%g", "2"], [], ["x"], ["1", "0", "2"], ["1e3"], ["10000000"]]) {
    assert.equal(ask("seq", args).kind, "passed", args.join(" "));
  }
});
