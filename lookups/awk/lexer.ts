// SPDX-License-Identifier: Apache-2.0

/** From a program's text to its tokens, as mawk reads it (scan.c). @module */
import { Pass } from "../types.ts";
import { requirePlainEscapes, unescape } from "./escapes.ts";
import type { Dialect } from "./dialect.ts";
import { foreign, functions, keywords, type Token } from "./token.ts";

/** Longest first. */
const signs = /(?:\+\+|--|\+=|-=|\*=|%=|\^=|==|!=|!~|<=|>=|>>|&&|\|\||[{}()[\];,+\-*%^!<>|?:~=])/y;
const blank = /(?:[ \t\f\r\v]|#[^\n]*|\\[ \t\f\r\v]*\n)*/y;
const blankLines = /(?:[ \t\f\r\v\n]|#[^\n]*|\\[ \t\f\r\v]*\n)*/y;
const number = /(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?/y;
const name = /[A-Za-z_][A-Za-z_0-9]*/y;

/** Reads all tokens of a program, one character per byte; what mawk would complain of passes. */
export function readTokens(source: string, dialect: Dialect): Token[] {
  // a zero ends it, and a character outside ASCII is none of the language outside of strings
  if (source.includes("\0")) throw new Pass("awk program with a zero");
  return new Lexer(`${source}\n`, dialect).run();
}

class Lexer {
  readonly #source: string;
  readonly #dialect: Dialect;
  readonly #tokens: Token[] = [];
  #at = 0;

  constructor(source: string, dialect: Dialect) {
    this.#source = source;
    this.#dialect = dialect;
  }

  run(): Token[] {
    this.#take(blankLines);
    while (true) {
      this.#take(blank);
      if (this.#at >= this.#source.length) break;
      this.#tokens.push(this.#token());
      // chains of operators become as deep as they are long
      if (this.#tokens.length > 4000) throw new Pass("awk program too long");
    }
    this.#tokens.push({ kind: "end" });
    return this.#tokens;
  }

  #token(): Token {
    const letter = this.#source[this.#at]!;
    if (letter === "\n") {
      this.#take(blankLines);
      return { kind: "newline" };
    }
    if (letter === '"') return { kind: "string", text: this.#string() };
    if (letter === "/") return this.#slash();
    if (letter === "$") return this.#dollar();
    const digits = this.#take(number);
    if (digits !== "") return { kind: "number", value: this.#value(digits) };
    const word = this.#take(name);
    if (word !== "") return this.#word(word);
    const sign = this.#take(signs);
    if (sign === "") throw new Pass("awk syntax");
    if (sign === "*" && this.#source[this.#at] === "*") throw new Pass("awk operator **");
    // newlines after these are nothing
    if ([";", "{", ",", "&&", "||"].includes(sign)) this.#take(blankLines);
    return { kind: "sign", sign };
  }

  #value(digits: string): number {
    // `1.5.2`, `1e` and `0x1` are read in pieces, by each awk in its own way
    if (/[A-Za-z_.]/.test(this.#source[this.#at] ?? "")) throw new Pass("awk number");
    const value = Number(digits);
    if (!Number.isFinite(value) || (value !== 0 && value < 1e-300)) throw new Pass("awk number");
    return value;
  }

  #word(word: string): Token {
    if (foreign.has(word)) throw new Pass(`awk ${word}`);
    if (keywords.has(word) || functions.has(word)) return { kind: "keyword", name: word };
    return { kind: "name", name: word, called: this.#source[this.#at] === "(" };
  }

  #dollar(): Token {
    this.#at++;
    this.#take(blank);
    if (!/[0-9.]/.test(this.#source[this.#at]!)) return { kind: "sign", sign: "$" };
    const index = this.#value(this.#take(number));
    if (!Number.isInteger(index) || index > 9999) throw new Pass("awk field number");
    return { kind: "field", index };
  }

  /** A division, or a pattern: what stands before it decides. */
  #slash(): Token {
    const before = this.#tokens.at(-1);
    switch (before?.kind) {
      case "number":
      case "string":
      case "name":
      case "pattern":
      case "field":
        return this.#division();
      case "sign":
        if (before.sign === ")" || before.sign === "]") return this.#division();
        // mawk takes a pattern for what others divide by
        if (before.sign === "++" || before.sign === "--") throw new Pass("awk division");
        break;
      case "keyword":
        if (before.name === "getline") return this.#division();
        if (before.name === "length") throw new Pass("awk division");
    }
    return { kind: "pattern", text: this.#pattern() };
  }

  #division(): Token {
    this.#at++;
    if (this.#source[this.#at] !== "=") return { kind: "sign", sign: "/" };
    this.#at++;
    return { kind: "sign", sign: "/=" };
  }

  #string(): string {
    let text = "";
    for (let at = this.#at + 1; at < this.#source.length; at++) {
      const letter = this.#source[at]!;
      if (letter === "\n") break;
      if (letter === '"') {
        this.#at = at + 1;
        if (this.#dialect.kind === "any") requirePlainEscapes(text);
        return unescape(text);
      }
      if (letter !== "\\") {
        text += letter;
        continue;
      }
      at++;
      // an escaped newline is none
      if (this.#source[at] !== "\n") text += `\\${this.#source[at]}`;
    }
    throw new Pass("awk syntax");
  }

  /** The text of a pattern; a slash within brackets does not end it, unless awks differ. */
  #pattern(): string {
    let text = "";
    let bracket = -1;
    for (let at = this.#at + 1; at < this.#source.length; at++) {
      const letter = this.#source[at]!;
      if (letter === "\n") break;
      if (letter === "\\") {
        at++;
        if (this.#source[at] === "\n") throw new Pass("awk pattern over lines");
        text += this.#source[at] === "/" ? "/" : `\\${this.#source[at]}`;
        continue;
      }
      if (letter === "/") {
        if (bracket < 0) {
          this.#at = at + 1;
          return text;
        }
        if (this.#dialect.kind === "any") throw new Pass("awk slash in brackets");
      }
      text += letter;
      if (letter === "[" && bracket < 0) bracket = text.length;
      else if (letter === "[" && this.#source[at + 1] === ":") {
        const end = this.#source.indexOf(":]", at + 2);
        if (end < 0) throw new Pass("awk syntax");
        text += this.#source.slice(at + 1, end + 2);
        at = end + 1;
      } else if (letter === "]" && bracket >= 0 && !/^\^?$/.test(text.slice(bracket, -1))) {
        bracket = -1;
      }
    }
    throw new Pass("awk syntax");
  }

  #take(what: RegExp): string {
    what.lastIndex = this.#at;
    const [found = ""] = what.exec(this.#source) ?? [];
    this.#at += found.length;
    return found;
  }
}
