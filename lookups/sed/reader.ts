// SPDX-License-Identifier: Apache-2.0

/** One expression of a script, read byte by byte (sed/compile.c: inchar, match_slash). @module */
import { Pass } from "../types.ts";
import { SedError } from "./script.ts";

/** Reads an expression, and knows where it is. */
export class Reader {
  readonly #bytes: string;
  readonly #expression: number;
  #at = 0;

  /**
   * @param bytes the expression, one character per byte
   * @param expression its number, from 1
   */
  constructor(bytes: string, expression: number) {
    this.#bytes = bytes;
    this.#expression = expression;
  }

  /** How many bytes were read. */
  get at(): number {
    return this.#at;
  }

  /** Throws what is wrong here. */
  fail(message: string): never {
    throw new SedError(message, { expression: this.#expression, byte: this.#at });
  }

  /** The next byte; empty at the end. */
  next(): string {
    return this.#at < this.#bytes.length ? this.#bytes[this.#at++]! : "";
  }

  /** Takes a byte back; the end is none. */
  back(byte: string): void {
    if (byte !== "") this.#at--;
  }

  /** The next byte that is no blank. */
  nextVisible(): string {
    let byte = this.next();
    while (byte === " " || byte === "\t") byte = this.next();
    return byte;
  }

  /** A number that begins with a digit which was read already. */
  number(first: string): number {
    let digits = "";
    let byte = first;
    for (; /^\d$/.test(byte); byte = this.next()) digits += byte;
    this.back(byte);
    if (digits.length > 9) throw new Pass("number of great size");
    return Number(digits);
  }

  /** What is left of the line. */
  line(): string {
    let text = "";
    for (let byte = this.next(); byte !== "" && byte !== "\n"; byte = this.next()) text += byte;
    return text;
  }

  /** A name: up to a blank, a semicolon, a brace, a comment. */
  label(): string {
    let name = "";
    let byte = this.nextVisible();
    for (; !/^[\n \t;}#]?$/.test(byte); byte = this.next()) name += byte;
    this.back(byte);
    return name;
  }

  /** Requires the end of a command. */
  end(): void {
    const byte = this.nextVisible();
    if (byte === "}" || byte === "#") this.back(byte);
    else if (!/^[\n;]?$/.test(byte)) this.fail("extra characters after command");
  }

  /**
   * What is between two delimiters, the first of which was read; undefined where the second is
   * missing.
   */
  delimited(delimiter: string, { isPattern }: { isPattern: boolean }): string | undefined {
    let text = "";
    let byte = this.next();
    for (; byte !== "" && byte !== "\n"; byte = this.next()) {
      if (byte === delimiter) return text;
      if (byte === "\\") {
        byte = this.next();
        if (byte === "") break;
        const isPlain = byte === "\n" || (byte === delimiter && (isPattern || byte !== "&"));
        if (!isPlain) text += "\\";
      } else if (byte === "[" && isPattern) {
        const rest = this.#bracket();
        if (rest === undefined) return undefined;
        text += `[${rest}`;
        continue;
      }
      text += byte;
    }
    this.#backLine(byte);
    return undefined;
  }

  /** A newline that ends what must not end there is not read. */
  #backLine(byte: string): void {
    if (byte === "\n") this.back(byte);
  }

  /** The rest of a bracket expression, in which a delimiter ends nothing (snarf_char_class). */
  #bracket(): string | undefined {
    let text = "";
    let byte = this.next();
    if (byte === "^") {
      text += byte;
      byte = this.next();
    }
    if (byte === "]") {
      text += byte;
      byte = this.next();
    }
    // 0: outside, 1: behind a bracket, 2: within a class, 3: behind the second dot of its end
    let [state, kind] = [0, ""];
    for (;; byte = this.next()) {
      if (byte === "" || byte === "\n") {
        this.#backLine(byte);
        return undefined;
      }
      let isKept = false;
      if (byte === "." || byte === ":" || byte === "=") {
        if (state === 1) [state, kind, isKept] = [2, byte, true];
        else if (state === 2 && byte === kind) [state, isKept] = [3, true];
      } else if (byte === "[") {
        if (state === 0) state = 1;
        isKept = true;
      } else if (byte === "]") {
        if (state === 0 || state === 1) return `${text}]`;
        if (state === 3) state = 0;
      }
      if (!isKept) state &= ~1;
      text += byte;
    }
  }
}
