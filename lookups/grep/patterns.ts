// SPDX-License-Identifier: Apache-2.0

/**
 * What lines are compared with (src/dfasearch.c, src/kwsearch.c). Patterns that are separated by newlines
 * are alternatives; texts are patterns without operators.
 *
 * @module
 */
import { bytesOfCharacters, charactersOf, hasStrayBytes } from "../characters.ts";
import { compile, type Regex, RegexError, type RegexOptions } from "../regex/mod.ts";
import { bytesOfLatin1, decodeExactly } from "../text.ts";
import { Pass } from "../types.ts";
import type { Comparison } from "./settings.ts";

/** How the locale and the caller limit what is compared. */
export interface Surroundings {
  /** Whether characters are UTF-8's. */
  readonly utf8: boolean;
  /** Whether the locale has an order of its own. */
  readonly collates: boolean;
  /** How many steps all comparisons may take. */
  readonly steps: number;
}

/** Compares lines. */
export interface Matcher {
  /** Whether a line matches; bytes, one character each. */
  matches(line: string): boolean;
  /** The next part of a line that matches, at or after a place: `[start, end]` in bytes. */
  find(line: string, from: number): readonly [number, number] | undefined;
}

/** What is part of a word, as -w has it. */
const word = "[[:alnum:]_]";

/**
 * Compiles patterns; gives the messages of those that are wrong.
 *
 * @param patterns bytes, one character each
 */
export function compilePatterns(
  patterns: readonly string[],
  comparison: Comparison,
  around: Surroundings,
): Matcher | readonly string[] {
  const { utf8, collates, steps } = around;
  const extended = comparison.matcher === "extended";
  const options: RegexOptions = {
    syntax: extended ? "extended" : "basic",
    flavour: "grep",
    ignoreCase: comparison.ignoreCase,
    utf8,
    collates,
    steps,
  };
  const isFixed = comparison.matcher === "fixed";
  if (utf8 && patterns.some((each) => decodeExactly(bytesOfLatin1(each)) === undefined)) {
    throw new Pass("pattern that is no UTF-8");
  }
  const texts = patterns.map((each) => isFixed ? each.replace(/[$*.[\\^]/g, "\\$&") : each)
    .map((each) => utf8 ? charactersOf(each) : each);
  const messages = texts.flatMap((each) => messageOf(each, options));
  // several texts are searched by kwset.c, which knows no such errors
  if (messages.length > 0 && patterns.length > 1 && messages.includes("Trailing backslash")) {
    throw new Pass("pattern \\");
  }
  if (messages.length > 0) return messages;
  const open = extended ? "(" : "\\(";
  const close = extended ? ")" : "\\)";
  const or = extended ? "|" : "\\|";
  const joined = texts.join(or);
  const whole = compile(joined, options);
  const { lines, words } = comparison;
  if ((lines || words) && extended) texts.forEach((each) => requireBalanced(each, options));
  const wrap = (before: string, after: string) =>
    compile(before + open + joined + close + after, options);
  const any = lines
    ? wrap("^", "$")
    : words
    ? wrap(`${open}^${or}[^${word.slice(1)}${close}`, `${open}[^${word.slice(1)}${or}$${close}`)
    : whole;
  return new Comparer(any, whole, {
    ...comparison,
    utf8,
    isSeveral: patterns.length > 1 || isFixed,
    isLeft: words && !lines && texts.some((each) => (utf8 ? /[[\\]/ : /\[[.=]/).test(each)),
  });
}

/** Passes where a parenthesis that closes nothing would close what is put around a pattern. */
function requireBalanced(pattern: string, options: RegexOptions): void {
  const [message] = messageOf(pattern, { ...options, flavour: "gnu" });
  if (message?.startsWith("Unmatched )")) throw new Pass("pattern )");
}

function messageOf(pattern: string, options: RegexOptions): string[] {
  try {
    compile(pattern, options);
    return [];
  } catch (thrown) {
    if (thrown instanceof RegexError) return [thrown.message];
    throw thrown;
  }
}

/** What a comparer needs to know. */
interface Traits extends Comparison {
  /** Whether kwset.c may be what searches. */
  readonly isSeveral: boolean;
  /** Whether dfa.c may leave words to regexec(3), which looks for them in its own way. */
  readonly isLeft: boolean;
  readonly utf8: boolean;
}

class Comparer implements Matcher {
  readonly #any: Regex;
  readonly #whole: Regex;
  readonly #traits: Traits;

  constructor(any: Regex, whole: Regex, traits: Traits) {
    this.#any = any;
    this.#whole = whole;
    this.#traits = traits;
  }

  matches(line: string): boolean {
    const { utf8, words, isLeft } = this.#traits;
    const text = utf8 ? charactersOf(line) : line;
    if (utf8 && words && hasStrayBytes(text)) throw new Pass("words that are no UTF-8");
    const found = this.#any.test(text);
    // dfa.c leaves some patterns of UTF-8 to regexec(3), which may lose its way
    if (found && utf8 && this.#any.groups > 0 && !this.#any.exec(text)) {
      throw new Pass("endless match");
    }
    if (isLeft && this.#hasWord(text) !== found) throw new Pass("words of another kind");
    return found;
  }

  #hasWord(text: string): boolean {
    if (/[^\0-\x7f]/.test(text)) throw new Pass("words outside ASCII");
    return this.#findWord(text, 0) !== undefined;
  }

  find(line: string, from: number): readonly [number, number] | undefined {
    const { words, lines, isSeveral, utf8 } = this.#traits;
    if (words && (lines || isSeveral)) throw new Pass("option -ow");
    const text = utf8 ? charactersOf(line) : line;
    if (text === line) return words ? this.#findWord(line, from) : this.#findAny(line, from);
    if (words) throw new Pass("words outside ASCII");
    const found = this.#findAny(text, charactersOf(line.slice(0, from)).length);
    const bytes = (end: number) => bytesOfCharacters(text.slice(0, end)).length;
    return found && [bytes(found[0]), bytes(found[1])];
  }

  #findAny(line: string, from: number): [number, number] | undefined {
    const places = this.#whole.exec(line, from);
    return places && [places[0]!, places[1]!];
  }

  /** A match between words; where the longest is none, shorter ones are tried (EGexecute). */
  #findWord(line: string, from: number): [number, number] | undefined {
    let found = this.#findAny(line, from);
    while (found) {
      const [start, end] = found;
      if (!isWord(line[end]) && !isWord(line[start - 1])) return found;
      const shorter = end > start ? this.#shorter(line, from, found) : 0;
      if (shorter > 0) {
        found = [start, start + shorter];
      } else {
        if (start >= line.length) return undefined;
        found = this.#findAny(line, start + 1);
      }
    }
    return undefined;
  }

  /** The length of a shorter match at the same place; the original counts from where it searched. */
  #shorter(line: string, from: number, [start, end]: readonly [number, number]): number {
    const part = line.slice(0, end - 1 - from);
    if (start > part.length) return -1;
    const places = this.#whole.exec(part, start, { anchored: true, notEol: true });
    return places ? places[1]! - start : -1;
  }
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character);
}
