// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask } from "../tests/support/differential.ts";
import { compareInputs, testGenerated, testLines } from "../tests/support/filters.ts";

testLines("tr", [
  ["a", "b"],
  ["a-z", "A-Z"],
  ["[:lower:]", "[:upper:]"],
  ["[:upper:]", "[:lower:]"],
  ["-d", "\\n"],
  ["-d", "[:space:]"],
  ["-s", " "],
  ["-s", " \\t", "\\n"],
  ["-cd", "0-9\\n"],
  ["-c", "[:alnum:]", "_"],
  ["-cs", "A-Za-z", "\\012"],
  ["-ds", "a", "b"],
  ["-t", "abc", "x"],
  ["abc", "x"],
  ["aa", "xy"],
  ["[a]", "(x)"],
  ["a\\-c", "x-z"],
  ["abc", "[x*2]y"],
  ["abc", "x[y*]"],
  ["-C", "a", "b"],
  ["\\0", "\\n"],
  ["a-", "b_"],
  ["-d", "\\\\:"],
  ["é", "x"],
  ["-d", "é"],
  ["[:alpha:]", "x"],
  ["-d", "[:punct:][:cntrl:]"],
  ["-s", "[:lower:]", "[:upper:]"],
]);

const sets = [
  ...["a", "b", "a-c", "A-Z", "a-z", "0-9", " ", "\\n", "\\t ", "[:upper:]", "[:lower:]", "\\101"],
  ...["[:digit:]", "[:blank:]", "[:print:]", "[x*]", "[b*2]", "[a-c]", "-a", "a-", "\\\\", "é"],
  ...["[=a=]", "[:foo:]", "[", "[:", "[a*", "\\*", "[:xdigit:]", "[:graph:]", "c-a", "[b*02]"],
];

testGenerated("tr", (pick, below) => {
  const set = () => Array.from({ length: 1 + below(2) }, () => pick(sets)).join("");
  return [...pick([[], ["-d"], ["-s"], ["-c"], ["-cs"], ["-cd"], ["-ds"], ["-t"]]), set(), set()]
    .slice(0, below(6) === 0 ? 2 : 3);
}, { rounds: 400, share: 0.3 });

test("tr's errors are the command's", () => {
  for (
    const args of [[], ["a"], ["a", "b", "c"], ["-d", "a", "b"], ["-d"], ["-ds", "a"], ["-x"], [
      "a b",
    ]]
  ) compareInputs("tr", args, ["a\n"]);
});

test("sets that are warned of, or are none, pass", () => {
  for (const set of ["[=a=]", "[:foo:]", "b-a", "\\400", "a\\"]) {
    assert.equal(ask("tr", [set, "x"]).kind, "passed", set);
  }
});
