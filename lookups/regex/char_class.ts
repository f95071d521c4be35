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

/**
 * Whether a character is of a class. Beyond ASCII it is what the locale's tables say, which grow by
 * version: then it passes.
 */
export function isOfClass(name: string, code: number): boolean {
  if (code < 128) return ascii.get(name)!.test(String.fromCharCode(code));
  throw new Pass("character outside ASCII");
}

/** Whether a character is part of a word. */
export function isWord(code: number): boolean {
  return code === 0x5f || isOfClass("alnum", code);
}

/** The upper case of a character, as towupper(3) gives it. */
export function upperCase(code: number): number {
  if (code < 128) return code >= 0x61 && code <= 0x7a ? code - 32 : code;
  throw new Pass("character outside ASCII");
}
