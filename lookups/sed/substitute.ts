// SPDX-License-Identifier: Apache-2.0

/** The command `s` (sed/execute.c: do_subst). @module */
import { isStrayByte } from "../regex/char_set.ts";
import type { Regex } from "../regex/mod.ts";
import { Pass } from "../types.ts";
import { inCase } from "./letter_case.ts";
import type { LetterCase, Substitution } from "./script.ts";

/**
 * A text with its matches replaced; undefined where none was.
 *
 * @param spend told of each search, and how far it went
 */
export function substitute(
  text: string,
  pattern: Regex,
  substitution: Substitution,
  { utf8, spend }: { utf8: boolean; spend: (steps: number) => void },
): string | undefined {
  const { isGlobal, number, groups } = substitution;
  // a pattern that was used last has the groups that it has
  if (pattern.groups < groups) throw new Pass("reference of the last pattern");
  let result = "";
  let start = 0;
  let lastEnd = 0;
  let count = 0;
  let isReplaced = false;
  while (start <= text.length) {
    const match = pattern.exec(text, start);
    spend((match ? match[1]! : text.length) - start);
    if (!match) break;
    const [from, to] = match as readonly [number, number];
    result += text.slice(start, from);
    start = to;
    // an empty match behind another one is none
    const isCounted = to > from || count === 0 || from > lastEnd;
    lastEnd = to;
    if (isCounted && ++count >= number) {
      isReplaced = true;
      result += expand(text, match, substitution, utf8);
      if (!isGlobal) break;
      continue;
    }
    if (to === from) {
      if (from >= text.length) break;
      // the original goes on within a character of several bytes, where some patterns match
      if (utf8 && text[from]! > "\x7f" && !isStrayByte(text.charCodeAt(from))) {
        throw new Pass("empty match before a special character");
      }
      start = from + 1;
    }
    result += text.slice(from, start);
  }
  return isReplaced ? result + text.slice(start) : undefined;
}

function expand(
  text: string,
  match: readonly number[],
  { replacement }: Substitution,
  utf8: boolean,
): string {
  let result = "";
  // the case of a first letter waits for a group that is not empty
  let waiting: LetterCase["first"] = "";
  for (const { prefix, letterCase, group } of replacement) {
    let current: LetterCase = letterCase.first !== ""
      ? letterCase
      : { ...letterCase, first: waiting };
    waiting = "";
    if (prefix !== "") {
      result += inCase(prefix, current, utf8);
      current = { ...current, first: "" };
    }
    if (group < 0) continue;
    const [from = -1, to = -1] = match.slice(group * 2, group * 2 + 2);
    if (from !== to) result += inCase(text.slice(from, to), current, utf8);
    else if (letterCase.first !== "") waiting = current.first;
  }
  return result;
}
