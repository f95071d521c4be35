// SPDX-License-Identifier: Apache-2.0

/** What the shell does with patterns besides matching: parts of a text that match. @module */
import { matches, type Pattern } from "../lookups/pattern.ts";
import { Pass } from "../lookups/types.ts";

/** Text that matches only itself in a pattern. */
export function escaped(text: string): string {
  return text.replace(/[*?[\]\\!^-]/g, "\\$&");
}

/** How much of a text, from a place on, a pattern matches at most; undefined: nothing does. */
export function longestMatch(text: string, at: number, pattern: Pattern): number | undefined {
  // each length is tried
  if (text.length > 512) throw new Pass("shell long pattern");
  for (let end = text.length; end >= at; end--) {
    if (matches(pattern, text.slice(at, end))) return end - at;
  }
  return undefined;
}

/** A text without the part at its start or end that matches, the shortest or the longest one. */
export function withoutMatch(
  text: string,
  pattern: Pattern,
  operator: "#" | "##" | "%" | "%%",
): string {
  // each length is tried, and stars are looked for in each
  const stars = pattern.tokens.filter(({ kind }) => kind === "star").length;
  if (text.length > 4096 >> stars) throw new Pass("shell long pattern");
  const lengths = Array.from({ length: text.length + 1 }, (_, length) => length);
  if (operator.length === 2) lengths.reverse();
  for (const length of lengths) {
    const [taken, rest] = operator[0] === "#"
      ? [text.slice(0, length), text.slice(length)]
      : [text.slice(text.length - length), text.slice(0, text.length - length)];
    if (isCut(text, taken.length === 0 ? 0 : operator[0] === "#" ? length : rest.length)) continue;
    if (matches(pattern, taken)) return rest;
  }
  return text;
}

/** Whether a place is within a character. */
function isCut(text: string, at: number): boolean {
  return /^[\udc00-\udfff]/.test(text.slice(at, at + 1));
}
