// SPDX-License-Identifier: Apache-2.0

/** Sizes for people. @module */

/** A size as util-linux writes it (size_to_human_string in lib/strutils.c): `1.5 MiB`. */
export function binarySize(bytes: number): string {
  const exponent = Math.max(0, Math.min(6, Math.floor(Math.log2(bytes) / 10)));
  const unit = 1024 ** exponent;
  let whole = Math.floor(bytes / unit);
  // thousandths, cut off, then rounded to tenths
  let tenths = Math.floor((Math.floor((bytes % unit) * 1000 / unit) + 50) / 100);
  if (tenths === 10) [whole, tenths] = [whole + 1, 0];
  const letter = "BKMGTPE"[exponent]!;
  return `${whole}${tenths > 0 ? `.${tenths}` : ""} ${letter === "B" ? "B" : `${letter}iB`}`;
}

/**
 * A size as `ls -h` and its kin write it (gnulib human.c): rounded up, with a tenth below ten.
 *
 * @param base 1024, or 1000 for `--si`
 */
export function roundedSize(bytes: bigint, base: 1024 | 1000): string {
  let exponent = 0;
  let unit = 1n;
  for (; exponent < 8 && bytes >= unit * BigInt(base); exponent++) unit *= BigInt(base);
  if (exponent === 0) return `${bytes}`;
  const tenths = (bytes * 10n + unit - 1n) / unit;
  const letter = `${base === 1000 ? "k" : "K"}MGTPEZY`[exponent - 1]!;
  if (tenths < 100n) return `${tenths / 10n}.${tenths % 10n}${letter}`;
  const whole = (bytes + unit - 1n) / unit;
  // what is rounded up to the next unit
  return whole === BigInt(base) && exponent < 8
    ? `1.0${"KMGTPEZY"[exponent]!}`
    : `${whole}${letter}`;
}
