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
import { Budget } from "./budget.ts";
import { literalOf } from "./literal.ts";
import { Matcher, type MatchOptions } from "./matcher.ts";
import { parseMawk } from "./mawk.ts";
import { findsAny, findsLongest } from "./mawk_machine.ts";
import { build } from "./nfa.ts";
import { parse } from "./parse.ts";
import { mawkSyntax, type Program, syntaxOf } from "./syntax.ts";

export { RegexError } from "./error.ts";
export type { MatchOptions } from "./matcher.ts";

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
  /**
   * Whether the locale has an order of its own (en_US.UTF-8): then ranges but those of ASCII's letters
   * or digits pass.
   */
  readonly collates?: boolean;
  /**
   * How many steps all matching may take, some ten million of them a second; what needs more passes.
   * Default: a second's.
   */
  readonly steps?: number;
}

/** Steps by default: about a second. */
const defaultSteps = 20_000_000;

/** A pattern, ready to be matched. */
export interface Regex {
  /** The number of its groups. */
  readonly groups: number;
  /**
   * The leftmost longest match at or after `from`: `[start, end, start1, end1, …]`, -1 for groups
   * that took no part; undefined where there is none.
   */
  exec(subject: string, from?: number, options?: MatchOptions): readonly number[] | undefined;
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
  const { syntax, ignoreCase = false, multiline = false, utf8 = false, collates = false } = options;
  const program: Program = flavour === "gnu" ? "sed" : flavour;
  const extended = syntax === "extended";
  const dialect = syntaxOf(program, { extended, multiline, ignoreCase, utf8, collates });
  const codes = utf8
    ? Array.from(pattern, (each) => each.codePointAt(0)!)
    : Array.from({ length: pattern.length }, (_, index) => pattern.charCodeAt(index));
  const { tree, groups, hasInnerAnchors } = parse(codes, dialect);
  // where case is ignored the letters of the tree are folded, and the subject's are not
  const literal = ignoreCase ? { text: "", isWhole: false } : literalOf(tree);
  const matcher = new Matcher(build(tree, groups), dialect, budgetOf(options), literal);
  const require = (subject: string) => {
    // regexec(3) sees newlines that are no ends for dfa.c
    if (hasInnerAnchors && dialect.readTwice && !multiline && subject.includes("\n")) {
      throw new Pass("anchor within a pattern");
    }
    // where glibc takes words to end in UTF-8 depends on what it was asked before
    if (utf8 && matcher.usesWords && /[^\0-\x7f]/.test(subject)) {
      throw new Pass("words outside ASCII");
    }
  };
  return {
    groups,
    exec(subject, from = 0, options = {}) {
      require(subject);
      return matcher.exec(subject, from, options);
    },
    test(subject) {
      require(subject);
      return matcher.test(subject);
    },
  };
}

function budgetOf({ steps = defaultSteps }: RegexOptions): Budget {
  return new Budget(steps);
}

function compileMawk(pattern: string, options: RegexOptions): Regex {
  const { syntax, ignoreCase, multiline, utf8, intervals } = options;
  if (syntax !== "extended" || ignoreCase || multiline || utf8) throw new Pass("pattern of mawk");
  const tree = parseMawk(pattern, intervals);
  const [isTested, isFound] = [findsAny(tree), findsLongest(tree)];
  const literal = literalOf(tree);
  const matcher = new Matcher(build(tree, 0), mawkSyntax, budgetOf(options), literal);
  const require = (isExact: boolean, subject: string) => {
    if (!isExact) throw new Pass("pattern of mawk: ambiguous");
    if (subject.includes("\0")) throw new Pass("subject with NUL");
  };
  return {
    groups: 0,
    exec(subject, from = 0, options = {}) {
      require(isFound, subject);
      return matcher.exec(subject, from, options);
    },
    test(subject) {
      require(isTested, subject);
      return matcher.test(subject);
    },
  };
}
