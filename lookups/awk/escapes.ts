// SPDX-License-Identifier: Apache-2.0

/** Escapes in awk's strings, in `-v` and in `-F`; any other backslash stays (mawk, scan.c). @module */
import { Pass } from "../types.ts";

const plain: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  f: "\f",
  b: "\b",
  r: "\r",
  a: "\x07",
  v: "\v",
  "\\": "\\",
  '"': '"',
};

/** A text without its escapes. */
export function unescape(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(
    /\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|([^]))/g,
    (whole, octal?: string, hexadecimal?: string, letter?: string) => {
      if (letter !== undefined) return plain[letter] ?? whole;
      const code = octal === undefined ? parseInt(hexadecimal!, 16) : parseInt(octal, 8) & 0xff;
      // it ends strings in one place and not in another
      if (code === 0) throw new Pass("awk string with a zero");
      return String.fromCharCode(code);
    },
  );
}

/** Passes where a text has escapes that awks read in ways of their own. */
export function requirePlainEscapes(text: string): void {
  if (/\\(?![nt\\"])/.test(text.replaceAll("\\\\", ""))) throw new Pass("awk escape");
}
