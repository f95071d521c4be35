// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import process from "node:process";
import { test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";
import { environment } from "../tests/support/filters.ts";
import { gnuParts, randomNoise, randomPattern } from "../tests/support/patterns.ts";
import { generator, seed } from "../tests/support/random.ts";

/** `FUZZ=50` tries fifty times as many. */
const factor = Number(process.env["FUZZ"] ?? 1);

const lines = [
  ["1", "+", "2"],
  ["7", "/", "-2"],
  ["-7", "%", "2"],
  ["2", "+", "3", "*", "4"],
  ["(", "2", "+", "3", ")", "*", "4"],
  ["99999999999999999999", "*", "99999999999999999999"],
  ["007"],
  ["007", "+", "0"],
  ["-0", "=", "0"],
  ["a", "<", "b"],
  ["10", "<", "9"],
  ["10", "<", "9a"],
  ["", "|", "x"],
  ["0", "|", ""],
  ["a", "&", "0"],
  ["a", "&", "b"],
  ["1", "/", "0"],
  ["a", "+", "1"],
  ["1", "|", "1", "/", "0"],
  ["abc", ":", "a\\(.\\)c"],
  ["abc", ":", "ab"],
  ["abc", ":", "b"],
  ["abc", ":", "\\(x\\)*"],
  ["abc", ":", "\\(b\\)"],
  ["/usr/lib/x", ":", ".*/\\(.*\\)"],
  ["12", ":", "[0-9]*$"],
  ["match", "foo", "f*"],
  ["substr", "hello", "2", "3"],
  ["substr", "hello", "0", "3"],
  ["substr", "hello", "2", "x"],
  ["substr", "hello", "2", "99999999999999999999"],
  ["index", "hello", "lo"],
  ["index", "hello", "x"],
  ["length", "hello"],
  ["length", "\u00e9\u20ac"],
  ["substr", "\u00e9\u20acx", "2", "1"],
  ["index", "\u00e9\u20acx", "\u20ac"],
  ["\u00e9\u20acx", ":", ".."],
  ["+", "length"],
  ["+", "+", "+", "+", "1"],
  ["length", "length"],
  ["--", "1"],
  ["--"],
  [],
  ["1", "2"],
  ["1", "+"],
  ["(", "1"],
  ["(", "1", "2"],
  [")"],
  ["a", ":", "["],
  ["a", ":", "\\("],
  ["--foo"],
  ["-1", "<", "0"],
  ["1", "=", "1", "=", "1"],
  ["length"],
  ["a\nb", ":", "a.b"],
];

test("expr's operators, exit statuses and messages are the command's", () => {
  for (const args of lines) {
    for (const locale of ["C", "C.UTF-8"]) {
      const outcome = compare("expr", args, { env: environment(locale) });
      assert.equal(outcome.kind, "answered", args.join(" "));
    }
  }
});

test(`expr is answered as the command does over generated expressions (SEED=${seed})`, () => {
  const below = generator(seed);
  const pick = (from: readonly string[]) => from[below(from.length)]!;
  const words = ["0", "1", "-3", "12", "007", "a", "ab", "", "b c", "\u00e9", "-", "abcab"];
  const operators = ["+", "-", "*", "/", "%", "<", "<=", "=", "==", "!=", ">=", ">", "|", "&", ":"];
  const keywords = ["length", "match", "index", "substr", "+", "(", ")"];
  let [asked, answered] = [0, 0];
  for (let round = 0; round < 250 * factor; round++) {
    const args: string[] = [];
    for (let left = 1 + below(4); left > 0; left--) {
      if (below(5) === 0) args.push(pick(keywords));
      args.push(pick(words));
      if (left > 1 || below(8) === 0) args.push(pick(operators));
    }
    if (below(2) === 0) {
      const pattern = below(4) === 0
        ? randomNoise(below)
        : randomPattern({ ...gnuParts, extended: false }, below);
      args.splice(0, args.length, pick(["abcab", "ab_ba", "aabbcc", "", "a b"]), ":", pattern);
    }
    asked++;
    const env = environment(pick(["C", "C.UTF-8"]));
    if (compare("expr", args, { env }).kind === "answered") answered++;
  }
  assert.ok(answered > asked * 0.7, `${answered} of ${asked}`);
});

test("what only expr can tell passes", () => {
  for (const args of [["--help"], ["--vers"], ["a", ":", "\\(a\\)\\1"]]) {
    assert.equal(ask("expr", args, { env: environment("C") }).kind, "passed", args.join(" "));
  }
});
