// SPDX-License-Identifier: Apache-2.0

/** What separates fields, and the pieces of a text between separators (mawk, split.c). @module */
import { type Dialect, requireMawk } from "./dialect.ts";
import { type Pattern, readPattern } from "./pattern.ts";

/** How a text is split. */
export type Separator =
  /** At blanks, of which those at both ends count for nothing. */
  | { readonly kind: "blanks" }
  /** Into characters. */
  | { readonly kind: "nothing" }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "pattern"; readonly pattern: Pattern };

/** The default. */
export const blanks: Separator = { kind: "blanks" };

/** The separator that FS, or an argument of split(), means as a text. */
export function separatorOf(text: string, dialect: Dialect): Separator {
  if (text === " ") return blanks;
  if (text === "") {
    requireMawk(dialect, "empty separator");
    return { kind: "nothing" };
  }
  // one character stands for itself, be it an operator or not
  if (text.length === 1 && text !== "\\") {
    if (text === "t" || /[^\0-\x7f]/.test(text)) requireMawk(dialect, "separator");
    return { kind: "text", text };
  }
  return separatorOfPattern(text, dialect);
}

/** The separator of a pattern between slashes, or of a longer text. */
export function separatorOfPattern(source: string, dialect: Dialect): Separator {
  if (source === "") {
    requireMawk(dialect, "empty separator");
    return { kind: "nothing" };
  }
  return { kind: "pattern", pattern: readPattern(source, dialect) };
}

/** The pieces of a text. */
export function pieces(text: string, separator: Separator): readonly string[] {
  if (text === "") return [];
  switch (separator.kind) {
    case "blanks":
      return text.match(/[^ \t\n]+/g) ?? [];
    case "nothing":
      return text.split("");
    case "text":
      return text.split(separator.text);
    default:
      return patternPieces(text, separator.pattern);
  }
}

function patternPieces(text: string, pattern: Pattern): readonly string[] {
  const found: string[] = [];
  let start = 0;
  // where the search goes on: behind a match of nothing, which separates nothing
  let from = 0;
  while (from < text.length) {
    const match = pattern.exec(text, from);
    if (!match) break;
    const [at, end] = match as [number, number];
    if (at === end) {
      from = at + 1;
      continue;
    }
    found.push(text.slice(start, at));
    start = end;
    from = end;
  }
  found.push(text.slice(start));
  return found;
}
