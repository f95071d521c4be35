// SPDX-License-Identifier: Apache-2.0

/**
 * Patterns of the GNU C library, read as posix/regcomp.c reads them: what is an operator depends on
 * where it stands, and on the program (see syntax.ts).
 *
 * @module
 */
import { Pass } from "../types.ts";
import { parseBracket } from "./bracket.ts";
import { upperCase } from "./char_class.ts";
import { CharSet } from "./char_set.ts";
import { messages, RegexError } from "./error.ts";
import type { Syntax } from "./syntax.ts";
import { constraint, copyOf, postorder, type Tree } from "./tree.ts";

/** A pattern that was read. */
export interface Parsed {
  /** The tree; it ends with an `end`. */
  readonly tree: Tree;
  /** The number of groups. */
  readonly groups: number;
  /** Whether `^` or `$` stand elsewhere than at the start or the end of a whole alternative. */
  readonly hasInnerAnchors: boolean;
}

/** One sign of the language. */
type Token =
  | { readonly kind: "character"; readonly code: number }
  | { readonly kind: "anchor"; readonly either: readonly number[] }
  | { readonly kind: "class"; readonly name: "word" | "space"; readonly negated: boolean }
  | { readonly kind: "repeat"; readonly least: 0 | 1; readonly most: 1 | undefined }
  | { readonly kind: OtherToken };

type OtherToken =
  | "alternative"
  | "bracket"
  | "close"
  | "closeInterval"
  | "end"
  | "escape"
  | "interval"
  | "open"
  | "period"
  | "reference";

const { prevWord, prevOther, prevNewline, prevBegin, nextWord, nextOther, nextNewline, nextEnd } =
  constraint;

const subjectStart: Token = { kind: "anchor", either: [prevBegin] };
const subjectEnd: Token = { kind: "anchor", either: [nextEnd] };

/** What a backslash makes of letters, in every dialect. */
const escapes: ReadonlyMap<string, Token> = new Map<string, Token>([
  ["<", { kind: "anchor", either: [prevOther | nextWord] }],
  [">", { kind: "anchor", either: [prevWord | nextOther] }],
  ["b", { kind: "anchor", either: [prevOther | nextWord, prevWord | nextOther] }],
  ["B", { kind: "anchor", either: [prevWord | nextWord, prevOther | nextOther] }],
  ["`", subjectStart],
  ["'", subjectEnd],
  ["w", { kind: "class", name: "word", negated: false }],
  ["W", { kind: "class", name: "word", negated: true }],
  ["s", { kind: "class", name: "space", negated: false }],
  ["S", { kind: "class", name: "space", negated: true }],
]);

/** Operators: bare where patterns are extended, behind a backslash where they are basic. */
const operators: ReadonlyMap<string, Token> = new Map<string, Token>([
  ["(", { kind: "open" }],
  [")", { kind: "close" }],
  ["{", { kind: "interval" }],
  ["}", { kind: "closeInterval" }],
  ["|", { kind: "alternative" }],
  ["+", { kind: "repeat", least: 1, most: undefined }],
  ["?", { kind: "repeat", least: 0, most: 1 }],
]);

const star: Token = { kind: "repeat", least: 0, most: undefined };
const lineStart: Token = { kind: "anchor", either: [prevNewline] };
const lineEnd: Token = { kind: "anchor", either: [nextNewline] };

/** The greatest number of an interval (RE_DUP_MAX). */
const mostRepetitions = 0x7fff;
/** How large a tree may grow by intervals; what is larger passes. */
const mostNodes = 4000;
/** How deep groups may be. */
const mostDepth = 200;

/** Reads a pattern; throws a RegexError with the C library's words. */
export function parse(pattern: readonly number[], syntax: Syntax): Parsed {
  const parser = new Parser(pattern, syntax);
  const left = parser.expression(0);
  const end: Tree = { kind: "end" };
  const tree: Tree = left ? { kind: "cat", left, right: end } : end;
  return { tree, groups: parser.groups, hasInnerAnchors: parser.hasInnerAnchors };
}

class Parser {
  /** How many groups were opened. */
  groups = 0;
  /** Whether a line's start or end was found within an alternative. */
  hasInnerAnchors = false;
  readonly #pattern: readonly number[];
  readonly #syntax: Syntax;
  readonly #period: CharSet;
  #at = 0;
  /** The sign that is looked at, and where it ends. */
  #token!: Token;
  #tokenCode = 0;
  #nodes = 0;

  constructor(pattern: readonly number[], syntax: Syntax) {
    this.#pattern = pattern;
    this.#syntax = syntax;
    const nothing = new CharSet(syntax.utf8);
    this.#period = (syntax.multiline ? nothing.add(0x0a) : nothing).negate();
    this.#advance(true);
  }

  /** Alternatives, up to the parenthesis that closes them. */
  expression(depth: number): Tree | undefined {
    let tree = this.#branch(depth);
    while (this.#token.kind === "alternative") {
      this.#advance(true);
      const isEmpty = this.#token.kind === "alternative" || this.#atEnd(depth);
      tree = this.#node({
        kind: "alt",
        left: tree,
        right: isEmpty ? undefined : this.#branch(depth),
      });
    }
    return tree;
  }

  #atEnd(depth: number): boolean {
    const { kind } = this.#token;
    return kind === "end" || (depth > 0 && kind === "close");
  }

  #branch(depth: number): Tree | undefined {
    let tree = this.#repeated(depth, true);
    while (this.#token.kind !== "alternative" && !this.#atEnd(depth)) {
      tree = this.#cat(tree, this.#repeated(depth));
    }
    return tree;
  }

  #cat(left: Tree | undefined, right: Tree | undefined): Tree | undefined {
    return left && right ? this.#node({ kind: "cat", left, right }) : left ?? right;
  }

  #repeated(depth: number, isFirst = false): Tree | undefined {
    const token = this.#token;
    // nothing repeats an anchor: what looks like it is read as if it came first
    if (token.kind === "anchor") {
      const [first, second] = token.either.map((each) =>
        this.#node({ kind: "anchor", constraint: each })
      );
      this.#advance();
      this.#requireAlike(token);
      this.hasInnerAnchors ||= (token === lineStart && (depth > 0 || !isFirst)) ||
        (token === lineEnd && (depth > 0 || !this.#atEnd(0) && this.#token.kind !== "alternative"));
      return second ? this.#node({ kind: "alt", left: first, right: second }) : first;
    }
    if (token.kind === "repeat" || token.kind === "interval") this.#requireOperand(token);
    if (token.kind === "alternative" || token.kind === "end") return undefined;
    let tree = this.#single(token, depth);
    this.#advance();
    const { strictIntervals } = this.#syntax;
    while (this.#token.kind === "repeat" || this.#token.kind === "interval") {
      const repetition = this.#repetition();
      // the brace is a character then
      if (!repetition) break;
      tree = this.#repeat(tree, ...repetition);
      // a basic pattern's \+ and \? may follow all the same
      if (strictIntervals && this.#repeatsAgain()) throw new RegexError(messages.repetition);
    }
    return tree;
  }

  /**
   * dfa.c takes the ends of the subject for those of lines, and repeats an anchor, all but a
   * basic pattern's first `^`.
   */
  #requireAlike(anchor: Token): void {
    const { readTwice, multiline } = this.#syntax;
    if (!readTwice) return;
    if (multiline && (anchor === subjectStart || anchor === subjectEnd)) {
      throw new Pass("pattern \\`");
    }
    if ((anchor === lineStart && this.#token === star)) return;
    if (this.#token.kind === "repeat" || this.#token.kind === "interval") {
      throw new Pass("repeated anchor");
    }
  }

  #repeatsAgain(): boolean {
    return this.#token === star || this.#token.kind === "interval";
  }

  /** An operator that has nothing before it is a character in basic patterns, or an error. */
  #requireOperand({ kind }: Token): void {
    const { extended, strictOperators, strictIntervals } = this.#syntax;
    if (strictOperators || (kind === "interval" && strictIntervals)) {
      throw new RegexError(messages.repetition);
    }
    // dfa.c warns of it, and sees more in it than regcomp(3)
    if (extended) throw new Pass("repetition of nothing");
  }

  #single(token: Token, depth: number): Tree | undefined {
    switch (token.kind) {
      case "open":
        return this.#group(depth + 1);
      case "bracket": {
        const { set, end } = parseBracket(this.#pattern, this.#at, this.#syntax);
        this.#at = end;
        return this.#node({ kind: "set", set });
      }
      case "class": {
        const set = new CharSet(this.#syntax.utf8);
        set.addClass(token.name === "word" ? "alnum" : "space");
        if (token.name === "word") set.add(0x5f);
        return this.#node({ kind: "set", set: token.negated ? set.negate() : set });
      }
      case "period":
        return this.#node({ kind: "set", set: this.#period });
      case "reference":
        // what a group matched is known only to who tries every way
        throw new Pass("pattern with a back-reference");
      case "escape":
        throw new RegexError(messages.backslash);
      case "close":
        if (!this.#syntax.looseClose) throw new RegexError(messages.close);
    }
    const { utf8, ignoreCase } = this.#syntax;
    const code = ignoreCase ? upperCase(this.#tokenCode) : this.#tokenCode;
    return this.#node({ kind: "set", set: new CharSet(utf8).add(code) });
  }

  #group(depth: number): Tree {
    if (depth > mostDepth) throw new Pass("pattern too deep");
    const group = this.groups++;
    this.#advance(true);
    const left = this.#token.kind === "close" ? undefined : this.expression(depth);
    if (this.#token.kind !== "close") throw new RegexError(messages.open);
    return this.#node({ kind: "group", group, left });
  }

  /** How often something is repeated; undefined where a brace is no interval. */
  #repetition(): [least: number, most: number | undefined] | undefined {
    const token = this.#token;
    if (token.kind === "repeat") {
      this.#advance();
      return [token.least, token.most];
    }
    const start = this.#at;
    let least = this.#number();
    let most: number | undefined | "wrong" = "wrong";
    if (least === undefined) {
      if (this.#tokenCode !== 0x2c || this.#token.kind !== "character") {
        throw new RegexError(messages.interval);
      }
      least = 0;
    }
    if (least !== "wrong") {
      if (this.#token.kind === "closeInterval") most = least;
      else if (this.#token.kind === "character" && this.#tokenCode === 0x2c) most = this.#number();
    }
    if (least === "wrong" || most === "wrong") {
      if (!this.#syntax.looseIntervals) {
        const isOpen = this.#token.kind === "end";
        throw new RegexError(isOpen ? messages.brace : messages.interval);
      }
      this.#at = start;
      this.#token = { kind: "character", code: 0x7b };
      this.#tokenCode = 0x7b;
      return undefined;
    }
    if ((most !== undefined && least > most) || this.#token.kind !== "closeInterval") {
      throw new RegexError(messages.interval);
    }
    if ((most ?? least) > mostRepetitions) throw new RegexError(messages.size);
    this.#advance();
    return [least, most];
  }

  /** A number of an interval up to what ends it; undefined where there is none. */
  #number(): number | undefined | "wrong" {
    let number: number | undefined | "wrong";
    while (true) {
      this.#advance();
      const { kind } = this.#token;
      if (kind === "end") return "wrong";
      if (kind === "closeInterval" || this.#tokenCode === 0x2c) return number;
      const digit = this.#tokenCode - 0x30;
      if (kind !== "character" || digit < 0 || digit > 9 || number === "wrong") number = "wrong";
      else number = Math.min((number ?? 0) * 10 + digit, mostRepetitions + 1);
    }
  }

  #repeat(tree: Tree | undefined, least: number, most: number | undefined): Tree | undefined {
    if (!tree || most === 0) return undefined;
    const size = postorder(tree).length;
    if (size * Math.max(least, most ?? 0) + this.#nodes > mostNodes) {
      throw new Pass("pattern too large");
    }
    let element = tree;
    let required: Tree | undefined;
    if (least > 0) {
      required = tree;
      for (let count = 2; count <= least; count++) {
        element = this.#copy(element);
        required = this.#cat(required, element);
      }
      if (least === most) return required;
      element = this.#copy(element);
    }
    markOptional(element);
    let optional = this.#node({ kind: most === undefined ? "star" : "alt", left: element });
    for (let count = least + 2; count <= (most ?? 0); count++) {
      element = this.#copy(element);
      optional = this.#node({ kind: "alt", left: this.#cat(optional, element) });
    }
    return this.#cat(required, optional);
  }

  #copy(tree: Tree): Tree {
    // regcomp(3) forgets what a copied anchor asks for, and dfa.c does not
    if (postorder(tree).some(({ kind }) => kind === "anchor")) throw new Pass("repeated anchor");
    // as duplicate_tree has it
    const copy = copyOf(tree, { copied: true, optional: false });
    this.#nodes += postorder(copy).length;
    return copy;
  }

  #node(tree: Tree): Tree {
    if (++this.#nodes > mostNodes) throw new Pass("pattern too large");
    return tree;
  }

  /** @param caretAnchors whether a basic pattern's `^` is an anchor here */
  #advance(caretAnchors = false): void {
    const start = this.#at;
    [this.#token, this.#at] = this.#tokenAt(start, caretAnchors);
    this.#tokenCode = this.#pattern[this.#at - 1] ?? 0;
  }

  #tokenAt(at: number, caretAnchors: boolean): [Token, end: number] {
    const { extended } = this.#syntax;
    const code = this.#pattern[at];
    if (code === undefined) return [{ kind: "end" }, at];
    const sign = String.fromCharCode(code);
    if (sign === "\\") {
      const next = this.#pattern[at + 1];
      if (next === undefined) return [{ kind: "escape" }, at + 1];
      const letter = String.fromCharCode(next);
      const token = escapes.get(letter) ?? (extended ? undefined : operators.get(letter)) ??
        (/[1-9]/.test(letter) ? { kind: "reference" as const } : undefined);
      // regcomp(3) folds the subject and not this letter
      if (!token && this.#syntax.ignoreCase && /[a-z]/.test(letter)) {
        throw new Pass(`pattern \\${letter}`);
      }
      return [token ?? { kind: "character", code: next }, at + 2];
    }
    const token = this.#plainToken(sign, at, caretAnchors);
    return [token ?? { kind: "character", code }, at + 1];
  }

  #plainToken(sign: string, at: number, caretAnchors: boolean): Token | undefined {
    const { extended } = this.#syntax;
    switch (sign) {
      case "*":
        return star;
      case "[":
        return { kind: "bracket" };
      case ".":
        return { kind: "period" };
      case "^":
        return extended || caretAnchors || at === 0 ? lineStart : undefined;
      case "$":
        return extended || this.#endsAt(at + 1) ? lineEnd : undefined;
      default:
        return extended ? operators.get(sign) : undefined;
    }
  }

  /** Whether a basic pattern, an alternative or a group ends at a place. */
  #endsAt(at: number): boolean {
    if (at >= this.#pattern.length) return true;
    const { kind } = this.#tokenAt(at, false)[0];
    return kind === "alternative" || kind === "close";
  }
}

/** Of a group that may be left out, and of its copies within. */
function markOptional(tree: Tree): void {
  if (tree.kind !== "group") return;
  for (const node of postorder(tree)) {
    if (node.kind === "group" && node.group === tree.group) node.optional = true;
  }
}
