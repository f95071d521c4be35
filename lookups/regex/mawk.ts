// SPDX-License-Identifier: Apache-2.0

/**
 * Patterns of mawk 1.3.4, read as its rexp0.c and rexp.c read them. What they refuse, and where their
 * machines are none of POSIX's, passes.
 *
 * @module
 */
import { Pass } from "../types.ts";
import { isClassName } from "./char_class.ts";
import { CharSet } from "./char_set.ts";
import { constraint, copyOf, postorder, type Tree } from "./tree.ts";

/** How large a tree may grow; what is larger passes. */
const mostNodes = 4000;
/** How deep groups may be. */
const mostDepth = 60;

/**
 * Reads a pattern.
 *
 * @param pattern one character per byte
 * @param intervals whether `a{2}` is an interval, as since 1.3.4-20200717, which passes; undefined: any brace does
 */
export function parseMawk(pattern: string, intervals: boolean | undefined): Tree {
  if (pattern.includes("\0")) throw new Pass("pattern with NUL");
  const left = pattern === "" ? undefined : new Parser(pattern, intervals).whole();
  return left ? { kind: "cat", left, right: { kind: "end" } } : { kind: "end" };
}

class Parser {
  readonly #pattern: string;
  readonly #intervals: boolean | undefined;
  #at = 0;
  #nodes = 0;

  constructor(pattern: string, intervals: boolean | undefined) {
    this.#pattern = pattern;
    this.#intervals = intervals;
  }

  whole(): Tree {
    return this.#alternatives(0);
  }

  get #next(): string {
    return this.#pattern[this.#at] ?? "";
  }

  #alternatives(depth: number): Tree {
    if (depth > mostDepth) throw new Pass("pattern too deep");
    let tree = this.#sequence(depth);
    while (this.#next === "|") {
      this.#at++;
      tree = this.#node({ kind: "alt", left: tree, right: this.#sequence(depth) });
    }
    return tree;
  }

  #sequence(depth: number): Tree {
    let tree: Tree | undefined;
    while (!this.#endsSequence(depth)) {
      const one = this.#repeated(depth);
      tree = tree ? this.#node({ kind: "cat", left: tree, right: one }) : one;
    }
    return tree ?? refuse("missing operand");
  }

  #endsSequence(depth: number): boolean {
    const sign = this.#next;
    return sign === "" || sign === "|" || (sign === ")" && depth > 0);
  }

  #repeated(depth: number): Tree {
    const sign = this.#next;
    let tree = this.#single(depth);
    while (/[*+?{]/.test(this.#next)) {
      // an anchor belongs to the machine before it, and what repeats it does so with that
      if (sign === "^" || sign === "$") refuse("repeated anchor");
      if (this.#next === "{" && !this.#isInterval()) break;
      tree = this.#repeat(tree);
    }
    return tree;
  }

  #repeat(tree: Tree): Tree {
    const sign = this.#pattern[this.#at++];
    switch (sign) {
      case "*":
        return this.#node({ kind: "star", left: tree });
      case "?":
        return this.#node({ kind: "alt", left: tree });
      case "+":
        return this.#node({
          kind: "cat",
          left: tree,
          right: this.#node({ kind: "star", left: this.#copy(tree) }),
        });
    }
    // counted by loops that are none of POSIX's
    return refuse("interval");
  }

  #isInterval(): boolean {
    if (this.#intervals === undefined) refuse("brace");
    return this.#intervals && /^\{[\d,]*\}/.test(this.#pattern.slice(this.#at));
  }

  #single(depth: number): Tree {
    const sign = this.#pattern[this.#at++]!;
    switch (sign) {
      case "(": {
        const tree = this.#alternatives(depth + 1);
        if (this.#next !== ")") refuse("missing )");
        this.#at++;
        return tree;
      }
      case "[":
        return this.#set(this.#class());
      case ".":
        return this.#set(new CharSet(false).negate());
      case "^":
        return this.#node({ kind: "anchor", constraint: constraint.prevNewline });
      case "$":
        if (this.#next === "(") refuse("group behind an end");
        return this.#node({ kind: "anchor", constraint: constraint.nextNewline });
      case "\\":
        return this.#set(new CharSet(false).add(this.#escape()));
      case "*":
      case "+":
      case "?":
        return refuse("missing operand");
      case "{":
        this.#at--;
        if (this.#isInterval()) refuse("missing operand");
        this.#at++;
        break;
      case "}":
        if (this.#intervals === undefined) refuse("brace");
        break;
    }
    return this.#set(new CharSet(false).add(sign.charCodeAt(0)));
  }

  #set(set: CharSet): Tree {
    return this.#node({ kind: "set", set });
  }

  /** What is behind a backslash. */
  #escape(): number {
    const rest = this.#pattern.slice(this.#at);
    const [digits] = /^[0-7]{1,3}/.exec(rest) ?? [];
    if (digits !== undefined) {
      this.#at += digits.length;
      return Number.parseInt(digits, 8) & 0xff;
    }
    const [, hexadecimal] = /^x([0-9A-Fa-f]{1,2})/.exec(rest) ?? [];
    if (hexadecimal !== undefined) {
      this.#at += 1 + hexadecimal.length;
      return Number.parseInt(hexadecimal, 16);
    }
    if (rest === "") return 0x5c;
    this.#at++;
    const known = "ntfbrav".indexOf(rest[0]!);
    return (known < 0 ? rest[0]! : "\n\t\f\b\r\x07\v"[known]!).charCodeAt(0);
  }

  /** A list, read from behind its bracket. */
  #class(): CharSet {
    const set = new CharSet(false);
    const end = this.#classEnd();
    const isNegated = this.#next === "^";
    if (isNegated) this.#at++;
    /** What a range may start with; -1 behind a range. */
    let previous = -1;
    const add = (code: number) => {
      set.add(code);
      previous = code;
    };
    while (this.#at < end) {
      const sign = this.#pattern[this.#at++]!;
      if (sign === "[" && this.#next === ":") {
        const [, name] = /^:([a-z]+):\]/.exec(this.#pattern.slice(this.#at)) ?? refuse("class");
        if (!isClassName(name!)) refuse("class");
        set.addClass(name!);
        this.#at += name!.length + 3;
      } else if (sign !== "-" || previous === -1 || this.#at === end) {
        add(sign === "\\" ? this.#escape() : sign.charCodeAt(0));
      } else {
        const mark = this.#at;
        const last = this.#pattern[this.#at++]!;
        const code = last === "\\" ? this.#escape() : last.charCodeAt(0);
        if (previous <= code) {
          set.addRange(previous, code);
          previous = -1;
        } else {
          this.#at = mark;
          add(0x2d);
        }
      }
    }
    if (this.#at > end) refuse("class");
    this.#at = end + 1;
    return isNegated ? set.negate() : set;
  }

  /** Where the bracket is that closes a list. */
  #classEnd(): number {
    const [opening] = /^\^?(\]|\[(?!:))?/.exec(this.#pattern.slice(this.#at))!;
    let isName = false;
    for (let at = this.#at + opening.length; at < this.#pattern.length; at++) {
      const sign = this.#pattern[at];
      if (sign === "[" && this.#pattern[at + 1] === ":") {
        if (isName) refuse("class");
        isName = true;
      } else if (sign === "]") {
        if (!isName) return at;
        if (this.#pattern[at - 1] !== ":") refuse("class");
        isName = false;
      } else if (sign === "\\") {
        at++;
      }
    }
    return refuse("class");
  }

  #copy(tree: Tree): Tree {
    const copy = copyOf(tree);
    this.#nodes += postorder(copy).length;
    return copy;
  }

  #node(tree: Tree): Tree {
    if (++this.#nodes > mostNodes) refuse("size");
    return tree;
  }
}

function refuse(what: string): never {
  throw new Pass(`pattern of mawk: ${what}`);
}
