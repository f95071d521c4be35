// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { layFraction } from "./fraction.ts";
import { Pass } from "./types.ts";

const laid = (directive: string, value: number): string => {
  const [, flags, width, precision, letter] = /^%([-+ #0]*)(\d*)(?:\.(\d*))?(.)$/.exec(directive)!;
  const digits = precision === undefined ? undefined : Number(precision);
  return layFraction({ flags: flags!, width: Number(width), precision: digits }, letter!, value);
};

test("of two numbers that are as near, the even one is taken", () => {
  assert.equal(laid("%.0f", 0.5), "0");
  assert.equal(laid("%.0f", 1.5), "2");
  assert.equal(laid("%.0f", 2.5), "2");
  assert.equal(laid("%.1f", 0.25), "0.2");
  assert.equal(laid("%.0e", 2.5), "2e+00");
  assert.equal(laid("%g", 100000.5), "100000");
  assert.equal(laid("%g", 1000005), "1e+06");
});

test("every digit that is asked for is exact", () => {
  assert.equal(laid("%.20f", 0.1), "0.10000000000000000555");
  assert.equal(laid("%.17g", 0.1), "0.10000000000000001");
  assert.equal(laid("%.0f", 2 ** 80), "1208925819614629174706176");
  assert.equal(laid("%e", 5e-324), "4.940656e-324");
  assert.equal(laid("%.3e", 9.9996e22), "1.000e+23");
});

test("the shorter form has no zeros at its end, unless they are asked for", () => {
  assert.equal(laid("%g", 0.0001), "0.0001");
  assert.equal(laid("%g", 0.00001), "1e-05");
  assert.equal(laid("%g", 999999.5), "1e+06");
  assert.equal(laid("%#g", 1), "1.00000");
  assert.equal(laid("%.0g", 15), "2e+01");
  assert.equal(laid("%G", 1e-7), "1E-07");
  assert.equal(laid("%g", 0), "0");
});

test("signs, zeros and widths are where printf(3) puts them", () => {
  assert.equal(laid("%+08.2f", 3.14159), "+0003.14");
  assert.equal(laid("%-8.1f", 2), "2.0     ");
  assert.equal(laid("% 6.1f", -2), "  -2.0");
  assert.equal(laid("% f", 2), " 2.000000");
  assert.equal(laid("%#.0f", 3), "3.");
  assert.equal(laid("%f", -0), "-0.000000");
});

test("what is not finite, and what is wider than anybody asks for, passes", () => {
  assert.throws(() => laid("%f", Infinity), Pass);
  assert.throws(() => laid("%f", NaN), Pass);
  assert.throws(() => laid("%.900f", 1), Pass);
});
