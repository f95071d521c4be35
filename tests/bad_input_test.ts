// SPDX-License-Identifier: Apache-2.0

/** Names and arguments that nobody gives in earnest: as the original has them, in every form. @module */
import assert from "node:assert/strict";
import { test } from "node:test";
import { patch } from "../patches/mod.ts";
import { callForms } from "./support/call_forms.ts";
import { compare } from "./support/side_by_side.ts";

patch();

const long = 128 << 10;
const many = Array<string>(10_000).fill("x");

/** Words, and in how many forms they are answered at least. */
const inputs: Record<string, [words: [file: string, ...args: string[]], fewest: number]> = {
  "NUL in an argument": [["basename", "a\0b"], 0],
  "NUL in a name": [["una\0me"], 0],
  "NUL at the end of a name": [["uname\0"], 0],
  "no name": [[""], 0],
  "an argument of 128 KiB": [["basename", "x".repeat(long)], 0],
  "128 KiB of characters of three bytes": [["basename", "√".repeat(long / 3)], 0],
  "an argument just short of 128 KiB": [["basename", "x".repeat(long - 20)], 2],
  "a name of 128 KiB": [["x".repeat(long)], 0],
  "10 000 arguments": [["echo", ...many], 3],
  "more than the kernel takes": [["echo", ...many.map((x) => x.repeat(400))], 0],
  "half of a character": [["echo", "a\ud800b"], 6],
  "the replacement character": [["echo", "a\ufffdb"], 6],
  "a line end and a tab": [["basename", "/a\n\tb"], 6],
};

for (const [title, [[file, ...args], fewest]] of Object.entries(inputs)) {
  test(`${title}: every form of call gives what the original gives`, async () => {
    let answered = 0;
    for (const [name, form] of Object.entries(callForms())) {
      answered += await compare(`${name}: ${title}`, () => form(file, args));
    }
    assert.ok(answered >= fewest, `${answered} were answered`);
  });
}
