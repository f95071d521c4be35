// SPDX-License-Identifier: Apache-2.0

/** Labels as the kernel writes them. @module */

/** What a task is confined by. */
export interface Confinement {
  /** The label without its mode: `server`, `server//&container`, `unconfined`. */
  readonly label: string;
  /**
   * `enforce`, `complain`, `kill`, `prompt`, `unconfined`, or `mixed` where the parts of a stack
   * differ.
   */
  readonly mode: string;
  /** The profiles of which the label is made, one or, stacked, more, in the kernel's order. */
  readonly stack: readonly string[];
}

/**
 * Takes apart what /proc/PID/attr/current tells: `NAME (MODE)`, `A//&B (MODE)` or `unconfined`
 * (aa_label_snxprint in Linux' security/apparmor/label.c).
 */
export function parseLabel(text: string): Confinement {
  const line = text.replace(/[\n\0]+$/, "");
  // a name may hold parentheses and spaces: the mode is the last word, and always there but for
  // the unconfined label of a namespace
  const match = /^(.*) \(([a-z]+)\)$/s.exec(line);
  const label = match?.[1] ?? line;
  return { label, mode: match?.[2] ?? "unconfined", stack: label.split("//&") };
}
