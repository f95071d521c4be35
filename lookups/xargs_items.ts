// SPDX-License-Identifier: Apache-2.0

/** The arguments that xargs(1) reads (findutils, xargs/xargs.c: read_line and read_string). @module */

/** One argument. */
export interface Item {
  /** Its text. */
  readonly text: string;
  /** Whether a line has ended behind it. */
  readonly endsLine: boolean;
}

/** What was read: all arguments, or those before a quote that has no end. */
export interface Items {
  /** The arguments. */
  readonly items: readonly Item[];
  /** The kind of a quote that has no end. */
  readonly unmatched?: "single" | "double";
}

/** Arguments with one character between them, and no other meaning in any. */
export function separated(text: string, delimiter: string): Items {
  const parts = text.split(delimiter);
  const last = parts.pop()!;
  const items = parts.map((each) => ({ text: each, endsLine: true }));
  if (last !== "") items.push({ text: last, endsLine: false });
  return { items };
}

/**
 * Arguments in lines, with quotes and backslashes.
 *
 * @param whole whether a line is one argument, with the blanks in it
 */
export function quotedWords(text: string, { whole }: { whole: boolean }): Items {
  const items: Item[] = [];
  // what was read of an argument; undefined between two of them
  let word: string | undefined;
  let quote: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (quote !== undefined) {
      if (character === "\n") return { items, unmatched: kinds[quote]! };
      if (character === quote) quote = undefined;
      else word += character;
      continue;
    }
    if (word === undefined && /[\t-\r ]/.test(character)) continue;
    if (character === "\n") {
      // a blank before it, even a quoted one, continues the line
      items.push({ text: word!, endsLine: !/[ \t]/.test(text[at - 1]!) });
      word = undefined;
    } else if (!whole && /[ \t]/.test(character)) {
      items.push({ text: word!, endsLine: false });
      word = undefined;
    } else {
      word ??= "";
      if (character === "'" || character === '"') quote = character;
      else if (character === "\\") word += text[++at] ?? "";
      else word += character;
    }
  }
  // at the end of the input, nothing is no argument, not even between quotes
  if (quote !== undefined && word !== "") return { items, unmatched: kinds[quote]! };
  if (word !== undefined && word !== "") items.push({ text: word, endsLine: false });
  return { items };
}

const kinds: Readonly<Record<string, "single" | "double">> = { "'": "single", '"': "double" };
