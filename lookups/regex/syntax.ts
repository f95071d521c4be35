// SPDX-License-Identifier: Apache-2.0

/**
 * The dialects of regular expressions: which of regex.h's syntax bits (RE_SYNTAX_*) a program sets.
 *
 * @module
 */

/** What differs between dialects. */
export interface Syntax {
  /** Operators are bare, and escaped they are characters: `( ) { } | + ?`. */
  readonly extended: boolean;
  /** An operator of repetition that has nothing before it is an error. */
  readonly strictOperators: boolean;
  /** A `{` that begins no interval is a character. */
  readonly looseIntervals: boolean;
  /** Basic: an interval is an error where nothing is before it, or another repetition. */
  readonly strictIntervals: boolean;
  /** A `)` without a `(` is a character. */
  readonly looseClose: boolean;
  /** A range that ends before its start is an error, and not just empty. */
  readonly strictRanges: boolean;
  /** `.` and `[^a]` match no newline; `^` and `$` match beside one. */
  readonly multiline: boolean;
  /** The pattern is read by gnulib's dfa.c too, which must see the same in it. */
  readonly readTwice: boolean;
  /** Letters are as good as those of the other case. */
  readonly ignoreCase: boolean;
  /** Characters are UTF-8's and not bytes. */
  readonly utf8: boolean;
  /** The locale has an order of its own. */
  readonly collates: boolean;
  /**
   * Within a match `^` and `$` see newlines even where a match neither starts nor ends beside one
   * (build_trtable and group_nodes_into_DFAstates do not ask for newline_anchor).
   */
  readonly seesNewlines: boolean;
}

/** The programs that have a dialect. */
export type Program = "sed" | "grep" | "expr";

/** The dialect of a program. */
export function syntaxOf(
  program: Program,
  choice: Pick<Syntax, "extended" | "multiline" | "ignoreCase" | "utf8" | "collates">,
): Syntax {
  const isGrep = program === "grep";
  const { extended } = choice;
  return {
    ...choice,
    strictOperators: extended && !isGrep,
    looseIntervals: extended && isGrep,
    strictIntervals: !extended && program === "sed",
    looseClose: extended && isGrep,
    strictRanges: program !== "expr",
    readTwice: program !== "expr",
    seesNewlines: true,
  };
}

/** What of a dialect counts for mawk, whose patterns have a parser of their own. */
export const mawkSyntax: Syntax = {
  extended: true,
  strictOperators: true,
  looseIntervals: true,
  strictIntervals: false,
  looseClose: true,
  strictRanges: false,
  multiline: false,
  readTwice: false,
  ignoreCase: false,
  utf8: false,
  collates: false,
  seesNewlines: false,
};
