// SPDX-License-Identifier: Apache-2.0

/** What a script of sed is made of. @module */
import type { Regex } from "../regex/mod.ts";

/** A pattern; undefined: the one that was used last. */
export type Pattern = Regex | undefined;

/** Which lines a command is for. */
export type Address =
  | { readonly kind: "line"; readonly line: number }
  /** Every `step`-th line from `line` on. */
  | { readonly kind: "step"; readonly line: number; readonly step: number }
  | { readonly kind: "last" }
  | { readonly kind: "pattern"; readonly pattern: Pattern }
  /** So many lines more; only at the end of a range. */
  | { readonly kind: "count"; readonly count: number }
  /** Up to a multiple of it; only at the end of a range. */
  | { readonly kind: "multiple"; readonly count: number }
  /** No more lines; only at the end of a range. */
  | { readonly kind: "none" };

/** What `s` puts in the place of a match: parts, one after the other. */
export interface Part {
  /** Characters. */
  readonly prefix: string;
  /** The case of both. */
  readonly letterCase: LetterCase;
  /** The group that follows them: 0 is the whole match, -1 none. */
  readonly group: number;
}

/** How letters are changed. */
export interface LetterCase {
  /** All of them. */
  readonly all: "" | "upper" | "lower";
  /** The first alone, whatever holds for all. */
  readonly first: "" | "upper" | "lower";
}

/** The command `s`. */
export interface Substitution {
  /** What is replaced. */
  readonly pattern: Pattern;
  /** What takes its place. */
  readonly replacement: readonly Part[];
  /** The highest group in the replacement. */
  readonly groups: number;
  /** Whether every match is replaced from the first, or from the `number`-th on. */
  readonly isGlobal: boolean;
  /** Which match is replaced; 0: the first. */
  readonly number: number;
  /** Whether the line is printed where something was replaced. */
  readonly prints: boolean;
  /** Whether it is written to /dev/stdout, too. */
  readonly writes: boolean;
}

/** A command with its addresses. */
export interface Command {
  /** Its letter. */
  readonly letter: string;
  /** Where it holds; undefined: everywhere. */
  readonly first: Address | undefined;
  /** Where a range ends. */
  readonly second: Address | undefined;
  /** Whether it holds everywhere else. */
  readonly isNegated: boolean;
  /** Of a, c and i: what is printed, in bytes. */
  text?: string | undefined;
  /** Of b, t, T and {: the index of the command that is next. */
  target?: number;
  /** Of l, q and Q: a number. */
  readonly number?: number | undefined;
  /** Of s. */
  readonly substitution?: Substitution;
  /** Of y: characters by what they are replaced. */
  readonly translation?: ReadonlyMap<string, string>;
}

/** A script that was read. */
export interface Script {
  /** Its commands; blocks begin with `{` and end with `}`. */
  readonly commands: readonly Command[];
  /** Whether its first line is `#n`. */
  readonly isQuiet: boolean;
  /** How many expressions it has. */
  readonly expressions: number;
}

/** A message that ends sed: what is wrong with a script. */
export class SedError extends SyntaxError {
  override readonly name = "SedError";
  /** Where: in which expression, behind which byte; undefined: nowhere. */
  readonly place: { readonly expression: number; readonly byte: number } | undefined;

  /** Creates a message of sed's. */
  constructor(message: string, place?: { readonly expression: number; readonly byte: number }) {
    super(message);
    this.place = place;
  }
}
