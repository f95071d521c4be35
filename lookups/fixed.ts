// SPDX-License-Identifier: Apache-2.0

/** Numbers as printf(3) writes them. @module */

/**
 * A number with a fixed count of digits behind the point, for values of C's `float`: the nearest, and
 * of two that are as near the even one, where JavaScript takes the greater.
 */
export function fixed(value: number, digits: number): string {
  const scale = 10 ** digits;
  const scaled = value * scale;
  const floor = Math.floor(scaled);
  return scaled - floor === 0.5 && floor % 2 === 0
    ? (floor / scale).toFixed(digits)
    : value.toFixed(digits);
}
