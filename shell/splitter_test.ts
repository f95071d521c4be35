// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";
import { Pass } from "../lookups/types.ts";
import { split } from "./splitter.ts";
import type { Command, SimpleCommand } from "./tree.ts";

function simple(command: Command | undefined): SimpleCommand {
  assert.equal(command?.kind, "simple");
  return command as SimpleCommand;
}

test("split takes quotes away and keeps what they protect", () => {
  const [item] = split(`a 'b  c' "d \\" e"f g\\ h ""`);
  assert.deepEqual(simple(item!.pipeline[0]).words, ["a", "b  c", 'd " ef', "g h", ""]);
});

test("split tells lists from pipelines", () => {
  const items = split("a | b && c || d; e\nf");
  assert.deepEqual(
    items.map(({ after, pipeline }) => [after, pipeline.map((each) => simple(each).words[0])]),
    [[";", ["a", "b"]], ["&&", ["c"]], ["||", ["d"]], [";", ["e"]], [";", ["f"]]],
  );
  assert.equal(simple(items[4]!.pipeline[0]).line, 2);
});

test("split reads assignments and redirections in their order", () => {
  const [item] = split("A=1 B='x y' cmd 2>&1 >/dev/null word 2> /dev/null </dev/null");
  assert.deepEqual(item!.pipeline[0], {
    kind: "simple",
    line: 1,
    assignments: [["A", "1"], ["B", "x y"]],
    words: ["cmd", "word"],
    redirects: [
      { fd: 2, to: 1 },
      { fd: 1, to: "null" },
      { fd: 2, to: "null" },
      { fd: 0, to: "null" },
    ],
  });
});

for (
  const line of [
    'a "$(cat ~/.ssh/id_rsa)"',
    "a `b`",
    "a ${B:-c}",
    "a $(b)",
    "$A b",
    "( a",
    "{ a; ",
    "a )",
    "( )",
    "{a; }",
    "a ( b )",
    "(a) b",
    "! ",
    "a | ! b",
    "! ! a",
    "a > file",
    "a < file",
    "a &",
    "a &> /dev/null",
    "a > /dev/nullx",
    "if a; then b; fi",
    "a *",
    "a ~",
    "a #b",
    "a;;b",
    "a |",
    "a &&",
    "&& a",
    "a 'b",
    'a "b',
    "a\\",
    "A+=1",
    "a 3>&1",
    "a <<X",
  ]
) {
  test(`split passes ${JSON.stringify(line)}`, () => {
    assert.throws(() => split(line), (thrown) => thrown instanceof Pass);
  });
}
