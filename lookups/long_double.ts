// SPDX-License-Identifier: Apache-2.0

/**
 * The `long double` of x86: a mantissa of 64 bits. printf(1), seq(1) and bash compute with it, so a
 * tenth is another number for them than for JavaScript.
 *
 * @module
 */
import { type Binary, divided } from "./fraction.ts";
import type { Host } from "./host.ts";
import { type Call, Pass } from "./types.ts";

const mantissaBits = 64;

/** Passes where `long double` is another type, as on other machines, or not what is computed with. */
export function requireLongDouble({ build }: Pick<Call, "build">, host: Host): void {
  if (build === "unknown") throw new Pass("build unknown");
  const { machine } = host.uname();
  if (machine !== "x86_64") throw new Pass(`long double of ${machine}`);
}

/** What strtold(3) finds at the start of a text. */
export interface Found {
  readonly value: Binary;
  /** Where the number ends; 0: there is none. */
  readonly end: number;
}

const zero: Binary = { isNegative: false, mantissa: 0n, exponent: 0 };

/** strtold(3) of decimal numbers; hexadecimal ones, infinities and powers of great size pass. */
export function parseLongDouble(text: string): Found {
  if (/^[ \t\n\v\f\r]*[-+]?(0[xX]|inf|nan)/i.test(text)) throw new Pass("number of another form");
  const match = /^[ \t\n\v\f\r]*([-+]?)(?:(\d+)\.?(\d*)|\.(\d+))(?:[eE]([-+]?\d+))?/.exec(text);
  if (!match) return { value: zero, end: 0 };
  const [whole, sign, integer = "", behind = "", alone = "", power = "0"] = match;
  const digits = integer + behind + alone;
  const exponent = Number(power) - behind.length - alone.length;
  if (digits.length > 400 || Math.abs(exponent) > 4000) throw new Pass("number of great size");
  const magnitude = rounded(
    BigInt(digits) * 10n ** BigInt(Math.max(0, exponent)),
    10n ** BigInt(Math.max(0, -exponent)),
  );
  return { value: { ...magnitude, isNegative: sign === "-" }, end: whole.length };
}

/** The sum of two numbers, rounded as the machine rounds it. */
export function sum(left: Binary, right: Binary): Binary {
  const exponent = Math.min(left.exponent, right.exponent);
  const total = signed(left) * 2n ** BigInt(left.exponent - exponent) +
    signed(right) * 2n ** BigInt(right.exponent - exponent);
  const numerator = total < 0n ? -total : total;
  return { ...shifted(rounded(numerator, 1n), exponent), isNegative: total < 0n };
}

/** A number a whole number of times, rounded as the machine rounds it. */
export function times(value: Binary, count: bigint): Binary {
  const product = shifted(rounded(value.mantissa * count, 1n), value.exponent);
  return { ...product, isNegative: value.isNegative };
}

/** Below zero, zero, or above, by the order of two numbers. */
export function compare(left: Binary, right: Binary): number {
  const exponent = Math.min(left.exponent, right.exponent);
  const a = signed(left) * 2n ** BigInt(left.exponent - exponent);
  const b = signed(right) * 2n ** BigInt(right.exponent - exponent);
  return a < b ? -1 : a > b ? 1 : 0;
}

function signed({ isNegative, mantissa }: Binary): bigint {
  return isNegative ? -mantissa : mantissa;
}

function shifted(value: Binary, by: number): Binary {
  return { ...value, exponent: value.exponent + by };
}

/** A quotient as the nearest number of 64 bits. */
function rounded(numerator: bigint, denominator: bigint): Binary {
  if (numerator === 0n) return zero;
  const size = numerator.toString(2).length - denominator.toString(2).length;
  // its whole part then has 63 bits, or 64
  let exponent = size - mantissaBits + 1;
  let [over, under] = ratio(numerator, denominator, exponent);
  if ((over / under).toString(2).length < mantissaBits) {
    [over, under] = ratio(numerator, denominator, --exponent);
  }
  return { isNegative: false, mantissa: divided(over, under), exponent };
}

/** A quotient divided by a power of two. */
function ratio(numerator: bigint, denominator: bigint, power: number): [bigint, bigint] {
  return power >= 0
    ? [numerator, denominator << BigInt(power)]
    : [numerator << BigInt(-power), denominator];
}
