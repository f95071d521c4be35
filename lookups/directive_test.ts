// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { layInteger, layText, limits, parseInteger } from "./directive.ts";
import { Pass } from "./types.ts";

test("a number begins with blanks and a sign, and its own digits tell its base", () => {
  assert.deepEqual(parseInteger(" \t-0x1Fz", "signed"), { value: -31n, end: 7, isBeyond: false });
  assert.deepEqual(parseInteger("0779", "signed"), { value: 63n, end: 3, isBeyond: false });
  assert.deepEqual(parseInteger("0x", "signed"), { value: 0n, end: 1, isBeyond: false });
  assert.deepEqual(parseInteger("- 1", "signed"), { value: 0n, end: 0, isBeyond: false });
  assert.equal(parseInteger("-1", "unsigned").value, limits.mostUnsigned);
});

test("a number beyond its type is the limit", () => {
  assert.deepEqual(
    parseInteger("9223372036854775808", "signed"),
    { value: limits.most, end: 19, isBeyond: true },
  );
  assert.equal(parseInteger("-9223372036854775808", "signed").isBeyond, false);
  assert.equal(parseInteger("-9223372036854775809", "signed").value, limits.least);
  assert.equal(parseInteger("18446744073709551616", "unsigned").value, limits.mostUnsigned);
});

test("what newer C libraries alone take for a number passes", () => {
  assert.throws(() => parseInteger("0b11", "signed"), Pass);
  assert.equal(parseInteger("0b", "signed").end, 1);
});

test("flags, width and precision lay out as in C", () => {
  const plain = { flags: "", width: 0, precision: undefined };
  assert.equal(layInteger({ ...plain, flags: "0", width: 6 }, "d", -42n), "-00042");
  assert.equal(layInteger({ ...plain, flags: "0", width: 6, precision: 3 }, "d", 42n), "   042");
  assert.equal(layInteger({ ...plain, flags: "-0", width: 6 }, "d", 42n), "42    ");
  assert.equal(layInteger({ ...plain, flags: "+ " }, "i", 42n), "+42");
  assert.equal(layInteger({ ...plain, flags: "#0", width: 8 }, "x", 255n), "0x0000ff");
  assert.equal(layInteger({ ...plain, flags: "#", precision: 0 }, "o", 0n), "0");
  assert.equal(layInteger({ ...plain, precision: 0 }, "u", 0n), "");
  assert.equal(layText({ flags: "", width: -5, precision: 2 }, "abc"), "ab   ");
  assert.equal(layText({ flags: "", width: 3, precision: -1 }, "abcd"), "abcd");
  assert.throws(() => layText({ flags: "", width: 1e9, precision: undefined }, ""), Pass);
});
