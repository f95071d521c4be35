// SPDX-License-Identifier: Apache-2.0

/** Bracket expressions: `[a-z]`, `[^[:space:]]`, `[]abc-]`. @module */
import { Pass } from "../types.ts";
import { isClassName, upperCase } from "./char_class.ts";
import { CharSet } from "./char_set.ts";
import { messages, RegexError } from "./error.ts";
import type { Syntax } from "./syntax.ts";

/** What stands at one place of a list. */
type Element =
  | { readonly kind: "character"; readonly code: number }
  | { readonly kind: "collating" | "equivalence" | "class"; readonly name: string };

/** A symbol's delimiters: `[.`, `[=` and `[:`. */
const symbols = new Map(
  [
    [0x2e, "collating"],
    [0x3d, "equivalence"],
    [0x3a, "class"],
  ] as const,
);

const [circumflex, hyphen, open, close] = [0x5e, 0x2d, 0x5b, 0x5d];

/** The longest name of a class, and one more (regcomp.c, BRACKET_NAME_BUF_SIZE). */
const nameLimit = 32;

/**
 * Reads a list as regcomp(3) does (posix/regcomp.c, parse_bracket_exp).
 *
 * @param pattern characters
 * @param start behind the opening bracket
 * @returns the set, and the place behind the closing bracket
 */
export function parseBracket(
  pattern: readonly number[],
  start: number,
  syntax: Syntax,
): { readonly set: CharSet; readonly end: number } {
  const parser = new BracketParser(pattern, start, syntax);
  const set = parser.parse();
  return { set, end: parser.at };
}

class BracketParser {
  at: number;
  readonly #pattern: readonly number[];
  readonly #syntax: Syntax;
  readonly #set: CharSet;

  constructor(pattern: readonly number[], start: number, syntax: Syntax) {
    this.#pattern = pattern;
    this.at = start;
    this.#syntax = syntax;
    this.#set = new CharSet(syntax.utf8);
  }

  parse(): CharSet {
    const negated = this.#peek(messages.badPattern) === circumflex;
    if (negated) {
      this.at++;
      this.#peek(messages.badPattern);
      if (this.#syntax.multiline) this.#set.add(0x0a);
    }
    const start = this.at;
    let isFirst = true;
    do {
      this.#member(isFirst);
      isFirst = false;
    } while (this.#peek() !== close);
    // `[:space:]` is warned of by dfa.c, or is an error
    if (this.#pattern[start] === 0x3a && this.#pattern[this.at - 1] === 0x3a) {
      throw new Pass("pattern [:");
    }
    this.at++;
    return negated ? this.#set.negate() : this.#set;
  }

  /** The next character; where there is none it is an error. */
  #peek(message: string = messages.bracket): number {
    if (this.at >= this.#pattern.length) throw new RegexError(message);
    return this.#pattern[this.at]!;
  }

  #member(isFirst: boolean): void {
    // three hyphens in a row are one, in some versions
    if ([0, 1, 2].every((offset) => this.#pattern[this.at + offset] === hyphen)) {
      throw new Pass("pattern [---]");
    }
    const from = this.#element(isFirst);
    if (from.kind === "class" || from.kind === "equivalence") {
      this.#add(from);
      return;
    }
    if (this.#peek() === hyphen) {
      this.at++;
      if (this.#peek() !== close) {
        this.#addRange(from, this.#element(true));
        return;
      }
      // the last hyphen is a character
      this.at--;
      this.#add(from);
      this.#add({ kind: "character", code: hyphen });
      this.at++;
      return;
    }
    this.#add(from);
  }

  #element(mayBeHyphen: boolean): Element {
    const code = this.#peek();
    const kind = code === open ? symbols.get(this.#pattern[this.at + 1] as 0x3a) : undefined;
    if (kind) return this.#symbol(kind);
    this.at++;
    if (code === hyphen && !mayBeHyphen && this.#pattern[this.at] !== close) {
      throw new RegexError(messages.range);
    }
    return { kind: "character", code: this.#folded(code) };
  }

  #symbol(kind: "collating" | "equivalence" | "class"): Element {
    const delimiter = this.#pattern[this.at + 1]!;
    this.at += 2;
    let name = "";
    for (let length = 0;; length++) {
      if (length >= nameLimit) throw new RegexError(messages.bracket);
      const code = this.#peek();
      this.at++;
      if (this.#peek() === close && code === delimiter) break;
      name += String.fromCharCode(kind === "class" ? code : this.#folded(code));
    }
    this.at++;
    return { kind, name };
  }

  #folded(code: number): number {
    return this.#syntax.ignoreCase ? upperCase(code) : code;
  }

  #add(element: Element): void {
    if (element.kind === "class") {
      if (!isClassName(element.name)) throw new RegexError(messages.className);
      const folds = this.#syntax.ignoreCase && /^(upper|lower)$/.test(element.name);
      this.#set.addClass(folds ? "alpha" : element.name);
    } else {
      this.#set.add(this.#codeOf(element));
    }
  }

  /** The character that is meant; names of several are known to no locale that is answered. */
  #codeOf(element: Element): number {
    if (element.kind === "character") return element.code;
    const { name } = element;
    if (element.kind === "equivalence" && this.#syntax.collates) throw new Pass("pattern [=");
    if (this.#syntax.utf8 && /[^\0-\x7f]/.test(name)) throw new Pass("pattern [.");
    if (name.length !== 1) throw new RegexError(messages.collation);
    return name.charCodeAt(0);
  }

  #addRange(from: Element, to: Element): void {
    if (to.kind === "class" || to.kind === "equivalence") throw new RegexError(messages.range);
    const [low, high] = [this.#codeOf(from), this.#codeOf(to)];
    // the C library has no order for them, or not in every version
    if (this.#syntax.utf8 && (low > 127 || high > 127)) throw new Pass("pattern [é-ü]");
    if (this.#syntax.collates) {
      if (!isAsciiRange(low, high)) throw new Pass("pattern [A-z]");
      this.#set.addCollated();
    }
    if (low > high) {
      if (this.#syntax.strictRanges) throw new RegexError(messages.range);
      return;
    }
    if (this.#syntax.ignoreCase && !isPlainRange(low, high)) throw new Pass("pattern [A-z]");
    this.#set.addRange(low, high);
  }
}

/** Whether every locale has the same of ASCII in a range: letters of one case, or digits. */
function isAsciiRange(low: number, high: number): boolean {
  return low <= high && /^([A-Z]{2}|[a-z]{2}|[0-9]{2})$/.test(String.fromCharCode(low, high));
}

/** Whether regcomp(3), which folds the ends, and dfa.c, which folds the range, see the same in it. */
function isPlainRange(low: number, high: number): boolean {
  const range = String.fromCharCode(low, high);
  return /^([A-Z]{2}|[0-9]{2})$/.test(range) || high < 0x41 || low > 0x7a;
}
