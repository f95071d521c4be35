// SPDX-License-Identifier: Apache-2.0

/** A command to the kernel, as the public functions give it. @module */

/** What is to be done, and for whom it is said. */
export interface Command {
  /** The public function. */
  readonly operation: string;
  /** The name in it, as the user gave it. */
  readonly profile: string;
  /** libapparmor's function for it, which changes the calling thread. */
  readonly call?: "aa_change_profile" | "aa_stack_profile";
  /** What the kernel is told: `changeprofile NAME`. */
  readonly text: string;
  /** The rule that allows it, where a rule does. */
  readonly rule?: string;
}
