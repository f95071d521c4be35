// SPDX-License-Identifier: Apache-2.0

/** What bash's `${NAME:…}`, `${NAME/…}`, `${NAME^}` and `${NAME,}` make of a value. @module */
import { Pass } from "../lookups/types.ts";
import { matches, type Pattern } from "../lookups/pattern.ts";
import { longestMatch, withoutMatch } from "./pattern.ts";

/** Which matches are replaced: the first one, all, the one at the start, the one at the end. */
export type Replacing = "/" | "//" | "/#" | "/%";
/** Which letters become large or small: the first one, or all. */
export type Casing = "^" | "^^" | "," | ",,";

/** How many characters bytes are depends on the locale. */
function requireAscii(text: string): void {
  if (/[^\0-\x7f]/.test(text)) throw new Pass("shell expansion outside ASCII");
}

/** The part of a text from an offset on; negative numbers count from the end. */
export function sliced(text: string, offset: bigint, length: bigint | undefined): string {
  requireAscii(text);
  const size = BigInt(text.length);
  const start = offset < 0n ? offset + size : offset;
  if (start < 0n || start > size) return "";
  if (length === undefined) return text.slice(Number(start));
  const end = length < 0n ? size + length : start + length;
  // bash complains
  if (end < start) throw new Pass("shell substring");
  return text.slice(Number(start), end > size ? text.length : Number(end));
}

/** A text in which matches of a pattern, the longest there are, were replaced. */
export function replaced(
  text: string,
  pattern: Pattern,
  by: string,
  operator: Replacing,
): string {
  if (pattern.tokens.length === 0) return text;
  requireAscii(text);
  // where nothing is found, and how often
  if (matches(pattern, "")) throw new Pass("shell replacement of nothing");
  if (operator === "/#" || operator === "/%") {
    const rest = withoutMatch(text, pattern, operator === "/#" ? "##" : "%%");
    if (rest === text) return text;
    return operator === "/#" ? by + rest : rest + by;
  }
  let shown = "";
  for (let at = 0; at < text.length;) {
    const length = longestMatch(text, at, pattern);
    if (length === undefined) {
      shown += text[at++]!;
      continue;
    }
    shown += by;
    at += length;
    if (operator === "/") return shown + text.slice(at);
  }
  return shown;
}

/** A text whose letters became large or small, where a pattern matches them. */
export function cased(text: string, operator: Casing, pattern: Pattern | undefined): string {
  requireAscii(text);
  const change = (char: string) => {
    if (pattern && !matches(pattern, char)) return char;
    return operator[0] === "^" ? char.toUpperCase() : char.toLowerCase();
  };
  if (operator.length === 2) return text.replace(/[A-Za-z]/g, change);
  return text.replace(/^[A-Za-z]/, change);
}
