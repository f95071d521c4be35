// SPDX-License-Identifier: Apache-2.0

/** The shape of a line, as the evaluator takes it. @module */

/** Where one descriptor of a command is led. */
export interface Redirect {
  /** The descriptor: 0, 1 or 2. */
  readonly fd: 0 | 1 | 2;
  /** `/dev/null`, or the descriptor that is duplicated. */
  readonly to: "null" | 1 | 2;
}

/** A simple command; its words have lost their quotes. */
export interface SimpleCommand {
  /** Line of its first word, from 1. */
  readonly line: number;
  /** `NAME=value` in front of the command. */
  readonly assignments: readonly (readonly [name: string, value: string])[];
  /** The command and its arguments. */
  readonly words: readonly string[];
  /** Redirections in their order. */
  readonly redirects: readonly Redirect[];
}

/** One pipeline of a list, and what decides whether it runs. */
export interface ListItem {
  /** How it follows the one before it: always, after success, after failure. */
  readonly after: ";" | "&&" | "||";
  /** The commands from left to right. */
  readonly pipeline: readonly SimpleCommand[];
}
