// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";
import { Pass } from "../lookups/types.ts";
import { matches, readPattern } from "../lookups/pattern.ts";
import { escaped, withoutMatch } from "./pattern.ts";

const isMatch = (pattern: string, text: string) => matches(readPattern(pattern), text);

test("a star matches any text, also none", () => {
  assert.ok(isMatch("a*b*c", "abc"));
  assert.ok(isMatch("a*b*c", "axxbbyc"));
  assert.ok(!isMatch("a*b*c", "axxbby"));
  assert.ok(isMatch("*", "é"));
});

test("a set matches one of its characters, of its ranges and classes, or of all others", () => {
  assert.ok(isMatch("[a-cx]?", "bz"));
  assert.ok(isMatch("[]a]", "]"));
  assert.ok(isMatch("[![:digit:]]", "a"));
  assert.ok(!isMatch("[![:digit:]]", "1"));
  assert.ok(isMatch("[a\\-c]", "-"));
  assert.ok(!isMatch("[a\\-c]", "b"));
});

test("a bracket that no other closes is only itself", () => {
  const pattern = readPattern("a[b");
  assert.equal(pattern.isMagic, false);
  assert.ok(matches(pattern, "a[b"));
});

test("an escaped text matches only itself", () => {
  assert.equal(readPattern(escaped("a*[b]?\\!")).isMagic, false);
  assert.ok(isMatch(escaped("a*[b]?\\!"), "a*[b]?\\!"));
});

test("what each shell reads in its own way passes", () => {
  for (const pattern of ["[^a]", "[[=a=]]", "[z-a]", "?é", "[[:none:]]"]) {
    assert.throws(() => isMatch(pattern, "a"), (thrown) => thrown instanceof Pass);
  }
  assert.throws(() => isMatch("?", "é"), (thrown) => thrown instanceof Pass);
});

test("the shortest or the longest match is taken away from either end", () => {
  const cut = (operator: "#" | "##" | "%" | "%%", pattern: string) =>
    withoutMatch("a.b.c", readPattern(pattern), operator);
  assert.equal(cut("#", "*."), "b.c");
  assert.equal(cut("##", "*."), "c");
  assert.equal(cut("%", ".*"), "a.b");
  assert.equal(cut("%%", ".*"), "a");
  assert.equal(cut("%", "x"), "a.b.c");
});
