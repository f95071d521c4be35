// SPDX-License-Identifier: Apache-2.0

/** Random command lines that a seed repeats. @module */
import process from "node:process";

/** The seed of this run: `SEED=…` repeats another. */
export const seed: number = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);

/** mulberry32: the same seed gives the same numbers, each below the limit it is asked with. */
export function generator(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
