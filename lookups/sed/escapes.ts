// SPDX-License-Identifier: Apache-2.0

/** Escapes that sed resolves before a text is used (sed/compile.c: normalize_text). @module */
import { Pass } from "../types.ts";

/** Where a text stands. */
export type TextKind = "pattern" | "replacement" | "text";

const letters: Readonly<Record<string, string>> = {
  a: "\x07",
  f: "\f",
  "\n": "\n",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

const bases: Readonly<Record<string, readonly [base: number, digits: RegExp]>> = {
  d: [10, /^\d{1,3}/],
  o: [8, /^[0-7]{1,3}/],
  x: [16, /^[\da-fA-F]{1,2}/],
};

/** A text with its escapes resolved, in bytes; those of another level are left to that. */
export function resolveEscapes(text: string, kind: TextKind): string {
  if (!text.includes("\\")) return text;
  let result = "";
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== "\\" || at + 1 === text.length) {
      result += text[at];
      continue;
    }
    const letter = text[++at]!;
    const plain = letters[letter];
    const numeric = bases[letter];
    if (plain !== undefined) {
      result += plain;
    } else if (numeric) {
      const [base, digits] = numeric;
      const number = digits.exec(text.slice(at + 1, at + 4))?.[0];
      at += number?.length ?? 0;
      const code = number === undefined
        ? letter
        : String.fromCharCode(parseInt(number, base) & 0xff);
      if (kind === "replacement" && /[&\\]/.test(code)) result += "\\";
      // what such a character means to a pattern is another question in each version
      if (kind === "pattern" && /[^\w \t]/.test(code)) throw new Pass("escape in a pattern");
      result += code;
    } else if (letter === "c") {
      const next = text[at + 1];
      if (next === undefined || !/[\w@[\]^]/.test(next) || kind === "pattern") {
        throw new Pass("escape \\c");
      }
      result += String.fromCharCode(next.toUpperCase().charCodeAt(0) ^ 0x40);
      at++;
    } else {
      result += (kind === "text" ? "" : "\\") + letter;
    }
  }
  return result;
}
