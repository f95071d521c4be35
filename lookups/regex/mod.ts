// SPDX-License-Identifier: Apache-2.0

/**
 * POSIX regular expressions as the commands know them: those of the GNU C library (sed, grep, expr)
 * and of mawk. The longest of the leftmost matches is found, in a time that no pattern makes
 * explode; groups are what the C library gives, which is not always what POSIX asks for.
 *
 * Patterns and subjects are strings: one character per byte, or characters where `utf8` is
 * set; then a byte that is no valid UTF-8 is U+DC00 and its value, and offsets count UTF-16.
 *
 * @module
 */
import { Pass } from "../types.ts";
import { Matcher } from "./matcher.ts";
import { parseMawk } from "./mawk.ts";
import { findsAny, findsLongest } from "./mawk_machine.ts";
import { build } from "./nfa.ts";
import { parse } from "./parse.ts";
import { mawkSyntax, type Program, syntaxOf } from "./syntax.ts";

export { RegexError } from "./error.ts";

/** How a pattern is read, and what it is compared with. */
export interface RegexOptions {
  /** `basic` (`\(a\)\{2\}`) or `extended` (`(a){2}`). */
  readonly syntax: "basic" | "extended";
  /** Whether letters are as good as those of the other case. */
  readonly ignoreCase?: boolean;
  /** Whose dialect; `gnu` is that of sed, and `mawk` knows extended patterns of bytes alone. */
  readonly flavour?: "gnu" | "grep" | "expr" | "mawk";
  /** Whether `^` and `$` match beside newlines, and `.` matches none (sed's M). */
  readonly multiline?: boolean;
  /** Whether pattern and subject are characters, and not bytes: a UTF-8 locale. */
  readonly utf8?: boolean;
  /**
   * Whether mawk knows intervals, as it does since 1.3.4-20200717 (Debian 13, not 12): then `a{2}`
   * passes, and otherwise it is four characters; undefined: every brace passes.
   */
  readonly intervals?: boolean;
}

/** A pattern, ready to be matched. */
export interface Regex {
  /** The number of its groups. */
  readonly groups: number;
  /**
   * The leftmost longest match at or after `from`: `[start, end, start1, end1, …]`, -1 for groups
   * that took no part; undefined where there is none.
   *
   * `notBol`: `^` does not match at the start of the subject.
   */
  exec(
    subject: string,
    from?: number,
    options?: { readonly notBol?: boolean },
  ): readonly number[] | undefined;
  /** Whether there is a match; quicker. */
  test(subject: string): boolean;
}

/**
 * Compiles a pattern. Throws a {@linkcode RegexError} with regcomp(3)'s words where it is wrong, and
 * a {@linkcode Pass} where only the original can tell; matching may throw a Pass as well.
 */
export function compile(pattern: string, options: RegexOptions): Regex {
  const { flavour = "gnu" } = options;
  if (flavour === "mawk") return compileMawk(pattern, options);
  const { syntax, ignoreCase = false, multiline = false, utf8 = false } = options;
  const program: Program = flavour === "gnu" ? "sed" : flavour;
  const extended = syntax === "extended";
  const dialect = syntaxOf(program, { extended, multiline, ignoreCase, utf8 });
  const codes = utf8
    ? Array.from(pattern, (each) => each.codePointAt(0)!)
    : Array.from({ length: pattern.length }, (_, index) => pattern.charCodeAt(index));
  const { tree, groups, hasInnerAnchors } = parse(codes, dialect);
  const matcher = new Matcher(build(tree, groups), dialect);
  const require = (subject: string) => {
    // regexec(3) sees newlines that are no ends for dfa.c
    if (hasInnerAnchors && dialect.readTwice && !multiline && subject.includes("\n")) {
      throw new Pass("anchor within a pattern");
    }
  };
  return {
    groups,
    exec(subject, from = 0, { notBol = false } = {}) {
      require(subject);
      return matcher.exec(subject, from, notBol);
    },
    test(subject) {
      require(subject);
      return matcher.test(subject);
    },
  };
}

function compileMawk(
  pattern: string,
  { syntax, ignoreCase, multiline, utf8, intervals }: RegexOptions,
): Regex {
  if (syntax !== "extended" || ignoreCase || multiline || utf8) throw new Pass("pattern of mawk");
  const tree = parseMawk(pattern, intervals);
  const [isTested, isFound] = [findsAny(tree), findsLongest(tree)];
  const matcher = new Matcher(build(tree, 0), mawkSyntax);
  const require = (isExact: boolean, subject: string) => {
    if (!isExact) throw new Pass("pattern of mawk: ambiguous");
    if (subject.includes("\0")) throw new Pass("subject with NUL");
  };
  return {
    groups: 0,
    exec(subject, from = 0, { notBol = false } = {}) {
      require(isFound, subject);
      return matcher.exec(subject, from, notBol);
    },
    test(subject) {
      require(isTested, subject);
      return matcher.test(subject);
    },
  };
}
