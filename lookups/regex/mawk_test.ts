// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { Pass } from "../types.ts";
import { compile } from "./mod.ts";

const mawk = (pattern: string, intervals?: boolean) =>
  compile(pattern, {
    syntax: "extended",
    flavour: "mawk",
    ...(intervals === undefined ? {} : { intervals }),
  });

test("mawk's escapes and lists are its own", () => {
  assert.deepEqual(mawk("\\101\\x42").exec("xAB"), [1, 3]);
  assert.deepEqual(mawk("[z-a]").exec("mza"), [1, 2]);
  assert.deepEqual(mawk("[a\\]]+").exec("x]a"), [1, 3]);
  assert.deepEqual(mawk("[^[:space:]]+").exec(" ab "), [1, 3]);
  assert.deepEqual(mawk("a)").exec("a)"), [0, 2]);
});

test("mawk's ^ and $ are the ends of the subject, whatever lines are in it", () => {
  assert.equal(mawk("^b").test("a\nb"), false);
  assert.equal(mawk("a\n^b").test("a\nb"), false);
  assert.deepEqual(mawk("^[ \t]+|[ \t]+$").exec("a b  "), [3, 5]);
  assert.deepEqual(mawk("^[ \t]*").exec("a"), [0, 0]);
});

test("a brace is a character for mawk up to Debian 12's, and passes for others", () => {
  assert.deepEqual(mawk("a{2}", false).exec("aaa{2}"), [2, 6]);
  assert.throws(() => mawk("a{2}"), Pass);
});

test("where mawk does not find the longest of the leftmost it passes", () => {
  for (const pattern of ["[ab]+a?[ab]*|[ab]+[^a][ab]", "c*c*", "(a*)*"]) {
    assert.throws(() => mawk(pattern).exec("abcabc"), Pass, pattern);
  }
  assert.equal(mawk("[ab]+a?[ab]*|[ab]+[^a][ab]").test("abcabc"), true);
});

test("what mawk refuses passes", () => {
  for (const pattern of ["a|*b", "(a", "[a", "^*", "()", "a||b", "[[:foo:]]"]) {
    assert.throws(() => mawk(pattern), Pass, pattern);
  }
});
