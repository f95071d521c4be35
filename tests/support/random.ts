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

/** Choices that a seed repeats. */
export class Dice {
  /** A number below a limit. */
  readonly below: (limit: number) => number;

  /** The same start throws the same. */
  constructor(start: number) {
    this.below = generator(start);
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  /** One of a list. */
  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  /** None of a list, or some of it, with repetitions. */
  some<T>(from: readonly T[], most: number): T[] {
    const count = from.length === 0 ? 0 : this.below(most + 1);
    return Array.from({ length: count }, () => this.pick(from));
  }
}
