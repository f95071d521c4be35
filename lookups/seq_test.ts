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

testLines("seq", [["0", "0.1", "1"], ["-w", "9.5", "11"], ["-f", "x%.2fy", "0", ".3", "1"], [
  "1e1",
  "12",
]]);
testGenerated("seq", (pick, below) => {
  const number = () =>
    pick(["", "-"]) + pick(["0", "1", "2", "10", "", "07"]) +
    pick([".", ".5", ".25", ".1", ".125", ".30"]) +
    pick(["", "", "", "e1", "e-1", "E0"]);
  const step = pick(["0.1", "0.5", ".3", "1", "2.5", "-0.7", "1e-1", "0.25"]);
  const ends = [
    number(),
    ...(below(2) ? [step] : []),
    `${below(12)}${pick(["", ".", ".5", ".9"])}`,
  ];
  return [
    ...pick([[], [], ["-w"], ["-s", " "], ["-f", "%g"], ["-f", "%05.1f"], ["-f", "<%e>"]]),
    ...ends,
  ];
}, { rounds: 300, share: 0.8 });

test("hexadecimal numbers, errors and what is too much pass", () => {
  const lines = [["0x1"], ["inf"], [], ["x"], ["1", "0", "2"], ["-f", "%d", "2"], ["10000000"]];
  for (const args of [...lines, ["-w", "-f", "%g", "1"], ["1", "0.00001", "9"]]) {
    assert.equal(ask("seq", args).kind, "passed", args.join(" "));
  }
});
