// SPDX-License-Identifier: Apache-2.0

/** The classes of wctype(3), as far as they are known without the locale's own tables. @module */
import { Pass } from "../types.ts";

const ascii: ReadonlyMap<string, RegExp> = new Map([
  ["alnum", /[A-Za-z0-9]/],
  ["alpha", /[A-Za-z]/],
  ["blank", /[ \t]/],
  // deno-lint-ignore no-control-regex
  ["cntrl", /[\x00-\x1f\x7f]/],
  ["digit", /[0-9]/],
  ["graph", /[!-~]/],
  ["lower", /[a-z]/],
  ["print", /[ -~]/],
  ["punct", /[!-/:-@[-`{-~]/],
  ["space", /[ \t-\r]/],
  ["upper", /[A-Z]/],
  ["xdigit", /[A-Fa-f0-9]/],
]);

/** Whether there is such a class. */
export function isClassName(name: string): boolean {
  return ascii.has(name);
}

// Beyond ASCII only what 2.36 and 2.41 of the C library say alike in C.UTF-8 (localedata/locales/i18n_ctype):
/** Letters that have an upper and a lower case, or are one of them: Latin and Cyrillic. */
const cased = /[\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\u017f\u0410-\u044f]/;
/** Letters without: kana, Chinese, Korean. */
const uncased = /[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fa5\uac00-\ud7a3]/;
/** Signs, marks, symbols and pictures; the space that does not break is none. */
const signs =
  /[\xa0-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u2426\u2500-\u27bf\u3001-\u3004\u3008-\u3011\ufffd\u{1f300}-\u{1f6d2}]/u;
/** Letters whose other case is several characters, none, or far away. */
const oddCase = /[\xaa\xb5\xba\xdf\xff\u0130\u0131\u0138\u0149\u017f]/;

/**
 * Whether a character is of a class. Beyond ASCII it is what the locale's tables say, which grow by
 * version: what is not known passes.
 */
export function isOfClass(name: string, code: number): boolean {
  const character = String.fromCodePoint(code);
  if (code < 128) return ascii.get(name)!.test(character);
  if (signs.test(character)) return name === "graph" || name === "print" || name === "punct";
  const isCased = cased.test(character);
  if (!isCased && !uncased.test(character)) throw new Pass("character outside ASCII");
  switch (name) {
    case "alnum":
    case "alpha":
    case "graph":
    case "print":
      return true;
    case "lower":
      return isCased && character.toLowerCase() === character;
    case "upper":
      return isCased && character.toLowerCase() !== character;
    default:
      return false;
  }
}

/** Whether a character is part of a word. */
export function isWord(code: number): boolean {
  return code === 0x5f || isOfClass("alnum", code);
}

/** The upper case of a character, as towupper(3) gives it. */
export function upperCase(code: number): number {
  if (code < 128) return code >= 0x61 && code <= 0x7a ? code - 32 : code;
  const character = String.fromCodePoint(code);
  if (signs.test(character) || uncased.test(character)) return code;
  if (!cased.test(character) || oddCase.test(character)) throw new Pass("character outside ASCII");
  return character.toUpperCase().codePointAt(0)!;
}
