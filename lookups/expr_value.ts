// SPDX-License-Identifier: Apache-2.0

/** The values of expr(1): texts, and integers of any size. @module */

/** A value: text is bytes, one character each. */
export type Value = bigint | string;

/** Whether a text has the form of an integer. */
export function looksLikeInteger(text: string): boolean {
  return /^-?[0-9]+$/.test(text);
}

/** A value as text. */
export function textOf(value: Value): string {
  return String(value);
}

/** A value as an integer; undefined where it has not the form of one. */
export function integerOf(value: Value): bigint | undefined {
  if (typeof value === "bigint") return value;
  if (!looksLikeInteger(value)) return undefined;
  return value.startsWith("-") ? -BigInt(value.slice(1)) : BigInt(value);
}

/** Whether a value is empty or zero. */
export function isNull(value: Value): boolean {
  return typeof value === "bigint" ? value === 0n : /^(-?0+)?$/.test(value);
}
