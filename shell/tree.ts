// SPDX-License-Identifier: Apache-2.0

/** The shape of a line, as the evaluator takes it. @module */

/** Where one descriptor of a command is led. */
export interface Redirect {
  /** The descriptor: 0, 1 or 2. */
  readonly fd: 0 | 1 | 2;
  /** `/dev/null`, or the descriptor that is duplicated. */
  readonly to: "null" | 1 | 2;
}

/** A variable in a word: `$NAME`, `${NAME}`, `$?`. */
export interface Parameter {
  /** Its name. */
  readonly name: string;
  /** Whether it stands between double quotes, and is not split. */
  readonly quoted: boolean;
}

/** A word that has lost its quotes: a text, or the parts of one that expands. */
export type Word = string | readonly (string | Parameter)[];

/** One command of a pipeline: a simple one, or a group of them. */
export interface Command {
  /** Line of its first word, from 1. */
  readonly line: number;
  /** `NAME=value` in front of the command. */
  readonly assignments: readonly (readonly [name: string, value: Word])[];
  /** The command and its arguments. */
  readonly words: readonly Word[];
  /** Redirections in their order. */
  readonly redirects: readonly Redirect[];
  /** What a group holds, in place of words. */
  readonly group?: Group | undefined;
}

/** `{ …; }`, or `( … )`, which changes nothing outside it. */
export interface Group {
  /** Its list. */
  readonly items: readonly ListItem[];
  /** Whether it is a subshell. */
  readonly isSubshell: boolean;
}

/** One pipeline of a list, and what decides whether it runs. */
export interface ListItem {
  /** How it follows the one before it: always, after success, after failure. */
  readonly after: ";" | "&&" | "||";
  /** Whether `!` stands in front: success is failure. */
  readonly negated: boolean;
  /** The commands from left to right. */
  readonly pipeline: readonly Command[];
}
