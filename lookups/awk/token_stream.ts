// SPDX-License-Identifier: Apache-2.0

/** Tokens, one after another, for the parsers. @module */
import { Pass } from "../types.ts";
import type { Token } from "./token.ts";

/** A place in a program. What is not there as it must be passes: messages are mawk's own. */
export class TokenStream {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The token that comes next, or `ahead` tokens later. */
  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]!;
  }

  /** Takes the next token. */
  next(): Token {
    const token = this.peek();
    this.#at++;
    return token;
  }

  /** Whether a sign comes next, or `ahead` tokens later. */
  isSign(sign: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "sign" && token.sign === sign;
  }

  /** Whether a keyword comes next, or `ahead` tokens later. */
  isKeyword(name: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "keyword" && token.name === name;
  }

  /** Takes a sign, where it comes next. */
  takeSign(sign: string): boolean {
    if (!this.isSign(sign)) return false;
    this.#at++;
    return true;
  }

  /** Takes a keyword, where it comes next. */
  takeKeyword(name: string): boolean {
    if (!this.isKeyword(name)) return false;
    this.#at++;
    return true;
  }

  /** Takes a sign that must come. */
  expectSign(sign: string): void {
    if (!this.takeSign(sign)) this.fail();
  }

  /** Takes a name that must come. */
  expectName(): string {
    const token = this.next();
    if (token.kind !== "name") this.fail();
    return token.name;
  }

  /** Skips newlines. */
  skipNewlines(): void {
    while (this.peek().kind === "newline") this.#at++;
  }

  /** What is no program in awk. */
  fail(): never {
    throw new Pass("awk syntax");
  }
}
