// SPDX-License-Identifier: Apache-2.0

/** Sets of characters: what one step of a match accepts. @module */
import { Pass } from "../types.ts";
import { isOfClass } from "./char_class.ts";

/** A set of bytes, or of characters in UTF-8. */
export class CharSet {
  /** Members below 256, or below 128 in UTF-8. */
  readonly #low = new Uint8Array(256);
  /** Members in UTF-8 beyond ASCII, before they are negated. */
  readonly #high = new Set<number>();
  readonly #classes: string[] = [];
  readonly #utf8: boolean;
  #isNegated = false;
  #isCollated = false;

  /** Creates an empty set. */
  constructor(utf8: boolean) {
    this.#utf8 = utf8;
  }

  /** Adds a character. */
  add(code: number): this {
    if (this.#isLow(code)) this.#low[code] = 1;
    else this.#high.add(code);
    return this;
  }

  /** Adds characters from one to another, both of them below 128, or bytes. */
  addRange(from: number, to: number): this {
    for (let code = from; code <= to; code++) this.#low[code] = 1;
    return this;
  }

  /** Adds what the locale's order has within a range, beyond ASCII: it is not known. */
  addCollated(): this {
    this.#isCollated = true;
    return this;
  }

  /** Adds a class of wctype(3) by its name. */
  addClass(name: string): this {
    for (let code = 0; code < 128; code++) if (isOfClass(name, code)) this.#low[code] = 1;
    this.#classes.push(name);
    return this;
  }

  /** Turns the set inside out. */
  negate(): this {
    for (let code = 0; code < 256; code++) this.#low[code]! ^= 1;
    this.#isNegated = !this.#isNegated;
    return this;
  }

  /** Whether a character is a member. */
  has(code: number): boolean {
    if (this.#isLow(code)) return this.#low[code] === 1;
    // a byte that is part of no character is nothing but itself
    if (isStrayByte(code)) return false;
    if (this.#isCollated) throw new Pass("order of the locale");
    const isListed = this.#high.has(code) || this.#classes.some((name) => isOfClass(name, code));
    return isListed !== this.#isNegated;
  }

  /** The only member; undefined where there are others, or none. */
  only(): number | undefined {
    if (this.#isNegated || this.#isCollated || this.#classes.length > 0) return undefined;
    const low = this.#low.indexOf(1);
    if (this.#high.size > 0) {
      return low < 0 && this.#high.size === 1 ? [...this.#high][0] : undefined;
    }
    return low >= 0 && this.#low.lastIndexOf(1) === low ? low : undefined;
  }

  #isLow(code: number): boolean {
    return code < 128 || !this.#utf8;
  }
}

/**
 * Whether a character stands for a byte that is not valid in UTF-8: such a byte is shown to a
 * matcher as U+DC00 and its value.
 */
export function isStrayByte(code: number): boolean {
  return code >= 0xdc80 && code <= 0xdcff;
}
