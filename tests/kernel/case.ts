// SPDX-License-Identifier: Apache-2.0

/** A case that needs a real AppArmor kernel. @module */

/**
 * Cases by what they state, in the order in which they run, all in one process of their own: a case
 * may rely on what those before it have left. One that throws has failed; one that gives a text
 * cannot run on this kernel, for the reason in the text.
 */
export type Cases = Readonly<Record<string, () => Outcome | Promise<Outcome>>>;

type Outcome = void | string;

/** What a file of cases exports. */
export interface CaseFile {
  /** Its cases. */
  readonly cases: Cases;
  /**
   * Throws where the kernel did not log what it should have while the cases ran: run outside, where
   * the whole log is known.
   */
  readonly audit?: (lines: readonly string[]) => void;
  /** Why it runs on an emulated machine only. */
  readonly notOnHost?: string;
}

/** What a case came to: one line of JSON in the output of `runner.ts`. */
export interface Result {
  /** What it states. */
  readonly name: string;
  /** Whether it holds. */
  readonly ok: boolean;
  /** What it threw, or nothing. */
  readonly message: string;
  /** Why it could not run. */
  readonly skipped?: string;
}
