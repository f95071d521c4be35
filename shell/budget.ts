// SPDX-License-Identifier: Apache-2.0

/** What one line may do before it is left to a real shell. @module */
import { Pass } from "../lookups/types.ts";

/** What it may print, in bytes. */
const outputLimit = 16 << 20;
/** What it may do, in commands that a shell brings itself; the event loop has less patience. */
const stepLimit = { waiting: 40_000, busy: 6_000 };
/** A lookup, and a subshell, in such steps. */
export const lookupSteps = 40;
/** See {@linkcode lookupSteps}. */
export const forkSteps = 5;
/** Listing a directory, beside two steps for each of its entries. */
export const listingSteps = 16;

/** What is left of it. */
export class Budget {
  #steps: number;
  #bytes = outputLimit;

  /**
   * Counted and not timed: on a busy machine a line would pass that is answered on another, and be
   * denied there.
   *
   * @param mayWait whether the caller waits, and no event loop does
   */
  constructor({ mayWait }: { mayWait: boolean }) {
    this.#steps = mayWait ? stepLimit.waiting : stepLimit.busy;
  }

  /** Takes steps; passes where none are left. */
  spend(steps: number): void {
    this.#steps -= steps;
    if (this.#steps < 0) throw new Pass("shell step limit");
  }

  /** Takes room for output; passes where there is none. */
  print(bytes: number): void {
    this.#bytes -= bytes;
    if (this.#bytes < 0) throw new Pass("shell output limit");
  }
}
