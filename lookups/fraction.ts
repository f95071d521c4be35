// SPDX-License-Identifier: Apache-2.0

/**
 * What printf(3) makes of a number with a fraction: `%e`, `%f` and `%g`, exact to the last digit. A
 * number of the machine is a whole number times a power of two, so whole numbers are all it takes;
 * JavaScript's own `toFixed` rounds ties up, where C takes the even digit.
 *
 * @module
 */
import type { Layout } from "./directive.ts";
import { Pass } from "./types.ts";

/** Wider than this only a mistake or an attack asks for. */
const widthLimit = 1 << 12;
const precisionLimit = 400;

/** A finite number: `mantissa` times two to the power of `exponent`. */
export interface Binary {
  readonly isNegative: boolean;
  readonly mantissa: bigint;
  readonly exponent: number;
}

/**
 * A finite number, as the letter of `e E f F g G` prints it. Infinities and what is no number pass:
 * their signs are not told apart here.
 */
export function layFraction(layout: Layout, letter: string, value: number): string {
  return layBinary(layout, letter, binaryOf(value));
}

/** A number of any of the machine's types, as the letter of `e E f F g G` prints it. */
export function layBinary(layout: Layout, letter: string, value: Binary): string {
  const { flags } = layout;
  const isUnset = layout.precision === undefined || layout.precision < 0;
  const precision = isUnset ? 6 : layout.precision!;
  if (precision > precisionLimit || Math.abs(layout.width) > widthLimit) {
    throw new Pass("output of great width");
  }
  const keepsPoint = flags.includes("#");
  const lower = letter.toLowerCase();
  let digits = lower === "f"
    ? fixed(value, precision, keepsPoint)
    : lower === "e"
    ? scientific(value, precision, keepsPoint)
    : general(value, precision, keepsPoint);
  if (letter !== lower) digits = digits.toUpperCase();
  const sign = value.isNegative ? "-" : ["+", " "].find((each) => flags.includes(each)) ?? "";
  const width = Math.abs(layout.width);
  if (layout.width < 0 || flags.includes("-")) return (sign + digits).padEnd(width);
  if (flags.includes("0")) return sign + digits.padStart(width - sign.length, "0");
  return (sign + digits).padStart(width);
}

const bits = new DataView(new ArrayBuffer(8));

/** A number of JavaScript, which is a double of C. */
export function binaryOf(value: number): Binary {
  if (!Number.isFinite(value)) throw new Pass("number that is not finite");
  bits.setFloat64(0, value);
  const raw = bits.getBigUint64(0);
  const biased = Number((raw >> 52n) & 0x7ffn);
  const fraction = raw & ((1n << 52n) - 1n);
  return {
    isNegative: raw >> 63n === 1n,
    mantissa: biased === 0 ? fraction : fraction | (1n << 52n),
    exponent: (biased === 0 ? 1 : biased) - 1075,
  };
}

/** As a number with `precision` digits behind its point. */
function fixed(value: Binary, precision: number, keepsPoint: boolean): string {
  const digits = scaled(value, precision).toString().padStart(precision + 1, "0");
  const whole = digits.slice(0, digits.length - precision);
  const point = precision > 0 || keepsPoint ? "." : "";
  return whole + point + digits.slice(digits.length - precision);
}

/** As one digit, `precision` more behind the point, and a power of ten. */
function scientific(value: Binary, precision: number, keepsPoint: boolean): string {
  const [digits, exponent] = significant(value, precision + 1);
  const point = precision > 0 || keepsPoint ? "." : "";
  return digits[0]! + point + digits.slice(1) + power(exponent);
}

/** The shorter of both, without zeros at the end. */
function general(value: Binary, precision: number, keepsPoint: boolean): string {
  const count = precision === 0 ? 1 : precision;
  const [digits, exponent] = significant(value, count);
  const trimmed = (text: string) =>
    keepsPoint || !text.includes(".") ? text : text.replace(/\.?0*$/, "");
  if (exponent >= -4 && exponent < count) {
    return trimmed(fixed(value, count - 1 - exponent, keepsPoint));
  }
  const point = count > 1 || keepsPoint ? "." : "";
  return trimmed(digits[0]! + point + digits.slice(1)) + power(exponent);
}

function power(exponent: number): string {
  const sign = exponent < 0 ? "-" : "+";
  return `e${sign}${Math.abs(exponent).toString().padStart(2, "0")}`;
}

/** The first `count` digits of a number, rounded, and the power of ten of the first. */
function significant(value: Binary, count: number): [digits: string, exponent: number] {
  if (value.mantissa === 0n) return ["0".repeat(count), 0];
  const log2 = value.exponent + value.mantissa.toString(2).length - 1;
  // one below, or what is rounded up to the next power of ten, has a digit more
  let exponent = Math.floor(log2 * Math.LOG10E * Math.LN2);
  let digits = scaled(value, count - 1 - exponent).toString();
  while (digits.length > count) digits = scaled(value, count - 1 - ++exponent).toString();
  return [digits, exponent];
}

/** A number times a power of ten, rounded to a whole one; of two that are as near, the even one. */
function scaled({ mantissa, exponent }: Binary, powerOfTen: number): bigint {
  let numerator = mantissa;
  let denominator = 1n;
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  if (powerOfTen >= 0) numerator *= 10n ** BigInt(powerOfTen);
  else denominator *= 10n ** BigInt(-powerOfTen);
  return divided(numerator, denominator);
}

/** A quotient, rounded to a whole number; of two that are as near, the even one. */
export function divided(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = 2n * (numerator % denominator);
  const isUp = twice > denominator || (twice === denominator && (quotient & 1n) === 1n);
  return isUp ? quotient + 1n : quotient;
}
