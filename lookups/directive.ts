// SPDX-License-Identifier: Apache-2.0

/**
 * What printf(3) makes of one directive, and strtoimax(3) of one argument: what every printf(1)
 * builds on. Texts are bytes, one character each.
 *
 * @module
 */
import { Pass } from "./types.ts";

/** How a value is laid out: `%-08.3x` without the percent sign and the letter. */
export interface Layout {
  /** Any of `-+ #0`. */
  readonly flags: string;
  /** Least number of bytes; negative: the value stands left. */
  readonly width: number;
  /** Digits of a number, or most bytes of a text; undefined or negative: as it is. */
  readonly precision: number | undefined;
}

/** Limits of the integers that commands compute with: intmax_t and uintmax_t. */
export interface IntegerLimits {
  /** INTMAX_MIN */
  readonly least: bigint;
  /** INTMAX_MAX */
  readonly most: bigint;
  /** UINTMAX_MAX */
  readonly mostUnsigned: bigint;
}

/** The limits on 64-bit machines. */
export const limits: IntegerLimits = {
  least: -(2n ** 63n),
  most: 2n ** 63n - 1n,
  mostUnsigned: 2n ** 64n - 1n,
};

/** Wider than this only a mistake or an attack asks for. */
const widthLimit = 1 << 16;

/** A text, as `%s` and `%c` print it. */
export function layText(layout: Layout, text: string): string {
  const { precision } = layout;
  return pad(layout, precision === undefined || precision < 0 ? text : text.slice(0, precision));
}

/** An integer, as the letter of `d i o u x X` prints it. */
export function layInteger(layout: Layout, letter: string, value: bigint): string {
  const { flags } = layout;
  const precision = layout.precision === undefined || layout.precision < 0
    ? undefined
    : limited(layout.precision);
  const signed = letter === "d" || letter === "i";
  const magnitude = value < 0n ? -value : value;
  const radix = letter === "o" ? 8 : letter === "x" || letter === "X" ? 16 : 10;
  let digits = value === 0n && precision === 0 ? "" : magnitude.toString(radix);
  if (letter === "X") digits = digits.toUpperCase();
  digits = digits.padStart(precision ?? 1, "0");
  const alternate = flags.includes("#");
  if (alternate && letter === "o" && !digits.startsWith("0")) digits = `0${digits}`;
  let prefix = alternate && radix === 16 && value !== 0n ? `0${letter}` : "";
  if (signed) prefix = value < 0n ? "-" : ["+", " "].find((sign) => flags.includes(sign)) ?? "";
  const zeros = flags.includes("0") && precision === undefined && !isLeft(layout);
  if (zeros) digits = digits.padStart(limited(layout.width) - prefix.length, "0");
  return pad(layout, prefix + digits);
}

function pad(layout: Layout, text: string): string {
  const width = limited(Math.abs(layout.width));
  return isLeft(layout) ? text.padEnd(width) : text.padStart(width);
}

function isLeft({ flags, width }: Layout): boolean {
  return width < 0 || flags.includes("-");
}

function limited(length: number): number {
  if (length > widthLimit) throw new Pass("output of great width");
  return length;
}

/** What of an argument was a number. */
export interface Parsed {
  /** The number, or the limit that it exceeds. */
  readonly value: bigint;
  /** Where it ends; 0: there was none. */
  readonly end: number;
  /** Whether it exceeds the type's limits (ERANGE). */
  readonly isBeyond: boolean;
}

/** strtoimax(3), or strtoumax(3), with base 0. */
export function parseInteger(text: string, type: "signed" | "unsigned"): Parsed {
  const match = /^[ \t\n\v\f\r]*([-+]?)(0[xX][0-9a-fA-F]+|[0-9]+)/.exec(text);
  if (!match) return { value: 0n, end: 0, isBeyond: false };
  const [whole, sign, number] = match;
  const start = whole.length - number!.length;
  // the C library takes these for binary numbers since version 2.38
  if (/^0[bB][01]/.test(text.slice(start))) throw new Pass("binary number");
  const digits = /^0[xX]/.test(number!) ? number! : /^0[0-7]*|^.+/.exec(number!)![0];
  const magnitude = BigInt(/^0[0-9]/.test(digits) ? `0o${digits}` : digits);
  const end = start + digits.length;
  const value = sign === "-" ? -magnitude : magnitude;
  if (type === "signed") {
    if (value > limits.most) return { value: limits.most, end, isBeyond: true };
    if (value < limits.least) return { value: limits.least, end, isBeyond: true };
    return { value, end, isBeyond: false };
  }
  if (magnitude > limits.mostUnsigned) {
    return { value: limits.mostUnsigned, end, isBeyond: true };
  }
  return { value: BigInt.asUintN(64, value), end, isBeyond: false };
}

/** The letters that every printf(1) has behind a backslash. */
export const plainEscapes: Readonly<Record<string, string>> = {
  "\\": "\\",
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};
