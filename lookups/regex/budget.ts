// SPDX-License-Identifier: Apache-2.0

/** How much work a pattern may cause. @module */
import { Pass } from "../types.ts";

/** Counts steps; what needs more than there are passes. */
export class Budget {
  #left: number;

  /** @param steps some ten million take a second */
  constructor(steps: number) {
    this.#left = steps;
  }

  /** Takes steps. */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new Pass("match too long");
  }
}
