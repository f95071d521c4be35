// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { Pass } from "../types.ts";
import { compile, RegexError, type RegexOptions } from "./mod.ts";

const basic: RegexOptions = { syntax: "basic" };
const extended: RegexOptions = { syntax: "extended" };

test("the longest of the leftmost matches is found", () => {
  assert.deepEqual(compile("a|ab|abc", extended).exec("xabcd"), [1, 4]);
  assert.deepEqual(compile("b*", basic).exec("abb"), [0, 0]);
  assert.deepEqual(compile("b*", basic).exec("abb", 1), [1, 3]);
  assert.equal(compile("x", basic).exec("abb"), undefined);
});

test("groups that took no part are told from empty ones", () => {
  assert.deepEqual(compile("(a)|(b)", extended).exec("b"), [0, 1, -1, -1, 0, 1]);
  assert.deepEqual(compile("()b", extended).exec("ab"), [1, 2, 1, 1]);
  assert.equal(compile("\\(a\\)\\(b\\)", basic).groups, 2);
});

test("groups are the C library's, also where they are not POSIX's", () => {
  assert.deepEqual(compile("(a|ab)(c|bcd)(d*)", extended).exec("abcd"), [0, 4, 0, 1, 1, 4, 4, 4]);
  assert.deepEqual(compile("(a*)*", extended).exec("b"), [0, 0, 0, 0]);
});

test("anchors see what is before the place from which is searched", () => {
  assert.equal(compile("^a", basic).exec("aa", 1), undefined);
  assert.equal(compile("^a", basic).exec("aa", 0, { notBol: true }), undefined);
  assert.deepEqual(compile("\\<a", basic).exec("ba a", 1), [3, 4]);
  assert.deepEqual(compile("^b$", { ...basic, multiline: true }).exec("a\nb\nc"), [2, 3]);
  assert.equal(compile("a.b", { ...basic, multiline: true }).test("a\nb"), false);
});

test("a pattern that is wrong is refused in regcomp's words", () => {
  const refused: [pattern: string, options: RegexOptions, message: string][] = [
    ["[a", basic, "Unmatched [, [^, [:, [., or [="],
    ["[[:foo:]]", basic, "Invalid character class name"],
    ["\\(a", basic, "Unmatched ( or \\("],
    ["a)", extended, "Unmatched ) or \\)"],
    ["a{2,1}", extended, "Invalid content of \\{\\}"],
    ["[z-a]", basic, "Invalid range end"],
    ["*a", extended, "Invalid preceding regular expression"],
    ["a\\", basic, "Trailing backslash"],
  ];
  for (const [pattern, options, message] of refused) {
    assert.throws(() => compile(pattern, options), (thrown) => {
      return thrown instanceof RegexError && thrown.message === message;
    }, pattern);
  }
});

test("in UTF-8 a character is one step, and a stray byte is none", () => {
  const utf8: RegexOptions = { ...basic, utf8: true };
  assert.deepEqual(compile("^.$", utf8).exec("🐒"), [0, 2]);
  assert.deepEqual(compile("[é€]", utf8).exec("a€"), [1, 2]);
  assert.equal(compile(".", utf8).test("\udcff"), false);
  assert.equal(compile("\\w", utf8).test("é"), true);
  assert.throws(() => compile("\\w", utf8).test("\u0e01"), Pass);
});

test("no pattern takes more time than its subject is long", () => {
  const subject = "a".repeat(2_000);
  assert.equal(compile("(a*)*(a|aa)+b", extended).test(subject), false);
  assert.deepEqual(compile("((a?){20}a{20})*", extended).exec(subject)!.slice(0, 2), [0, 2_000]);
});
