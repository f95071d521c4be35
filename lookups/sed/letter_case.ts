// SPDX-License-Identifier: Apache-2.0

/** Letters in another case (sed/execute.c: str_append_modified). @module */
import { Pass } from "../types.ts";
import type { LetterCase } from "./script.ts";

/** Characters whose cases every version of the C library and of Unicode agrees on. */
const plain =
  /^[\0-\x7f\xa1-\xb4\xb6-\xde\xe0-\xfe\u0391-\u03a1\u03a4-\u03a9\u03b1-\u03c1\u03c3-\u03c9\u0410-\u044f]$/;

/** A text in a case. */
export function inCase(text: string, { all, first }: LetterCase, utf8: boolean): string {
  if (all === "" && first === "") return text;
  if (first === "" || text === "") return changed(text, all, utf8);
  const width = text.codePointAt(0)! > 0xffff ? 2 : 1;
  return changed(text.slice(0, width), first, utf8) + changed(text.slice(width), all, utf8);
}

function changed(text: string, letterCase: LetterCase["all"], utf8: boolean): string {
  if (letterCase === "") return text;
  for (const each of text) {
    // a zero ends the change
    if (each === "\0" || !(utf8 ? plain.test(each) : each <= "\x7f")) {
      throw new Pass("case of a special character");
    }
  }
  return letterCase === "upper" ? text.toUpperCase() : text.toLowerCase();
}
