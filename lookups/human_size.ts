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
