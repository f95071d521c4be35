// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";
import { Pass } from "../lookups/types.ts";
import { parseLine } from "./lower.ts";
import { split } from "./splitter.ts";

for (
  const line of [
    "a 'b  c' \"d\" | e && f || ! g; h\n\ni",
    "A=1 B='x y' c 2>&1 >/dev/null </dev/null",
    "( a; b ) | { c; }; d $A x$?y ${B}",
  ]
) {
  test(`the parser and the splitter agree on ${JSON.stringify(line)}`, () => {
    assert.deepEqual(parseLine(line, "sh"), split(line));
  });
}

for (
  const line of [
    "[[ a ]]",
    "function f { a; }",
    "a &> /dev/null",
    "a |& b",
    "a <<< b",
    "a=(b c)",
    "a+=b",
    "a[1]=b",
    "((1))",
    "for ((;;)); do a; done",
    "select a in b; do c; done",
    "coproc a",
    "time a",
    "a <(b)",
    "case a in b) c;& esac",
    "a ${b/c/d}",
    "a ${b:1}",
    "a ${!b}",
    "a ${b^}",
    "a $[1]",
    "a $((1)",
    "a $$",
    "if a; then b",
    "a 'b",
    "a $(b",
    "a; }",
    "echo() { a; }",
  ]
) {
  test(`${JSON.stringify(line)} passes in dash`, () => {
    assert.throws(() => parseLine(line, "sh"), (thrown) => thrown instanceof Pass);
  });
}

test("braces and quotes that are bash's are texts to dash", () => {
  assert.deepEqual(parseLine("a {b,c} $'d' ~e", "sh"), [{
    after: ";",
    negated: false,
    pipeline: [{
      kind: "simple",
      line: 1,
      assignments: [],
      words: ["a", "{b,c}", "$d", [{ kind: "tilde", user: "e" }]],
      redirects: [],
    }],
  }]);
});
