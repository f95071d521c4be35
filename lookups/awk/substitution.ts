// SPDX-License-Identifier: Apache-2.0

/** sub() and gsub(), as mawk has them (bi_funct.c, re_cmpl.c). @module */
import { Pass } from "../types.ts";
import type { Dialect } from "./dialect.ts";
import type { Pattern } from "./pattern.ts";

/** Texts, and between any two of them what was matched. */
export type Replacement = readonly string[];

/** Reads a replacement: `&` is what was matched, `\&` is itself, and `\\` one backslash. */
export function readReplacement(text: string, dialect: Dialect): Replacement {
  // versions differ in how many backslashes are left of several
  if (text.includes("\\\\") && dialect.kind !== "mawk-2020") throw new Pass("awk replacement");
  if (/\\(?!&)/.test(text) && dialect.kind === "any") throw new Pass("awk replacement");
  const parts = [""];
  for (const [found] of text.matchAll(/\\[\\&]|[^]/g)) {
    if (found === "&") parts.push("");
    else parts[parts.length - 1] += found.length === 2 ? found[1]! : found;
  }
  return parts;
}

/** What became of a text. */
export interface Substituted {
  readonly text: string;
  readonly count: number;
}

/** Replaces the first match. */
export function substituteFirst(
  text: string,
  pattern: Pattern,
  replacement: Replacement,
): Substituted {
  const match = pattern.exec(text, 0);
  if (!match) return { text, count: 0 };
  const [start, end] = match as [number, number];
  const put = replacement.join(text.slice(start, end));
  return { text: text.slice(0, start) + put + text.slice(end), count: 1 };
}

/** Replaces every match; one of nothing right behind another one does not count. */
export function substituteAll(
  text: string,
  pattern: Pattern,
  replacement: Replacement,
): Substituted {
  let out = "";
  let count = 0;
  /** Where a match of nothing would touch the match before it. */
  let behind = -1;
  for (let at = 0; at <= text.length; at++) {
    const match = pattern.exec(text, at);
    if (!match) {
      out += text.slice(at);
      break;
    }
    const [start, end] = match as [number, number];
    if (start > at) {
      out += text.slice(at, start);
      behind = -1;
    }
    if (end > start || at !== behind) {
      count++;
      out += replacement.join(text.slice(start, end));
    }
    if (end > start) {
      at = end - 1;
      behind = end;
    } else {
      at = start;
      behind = -1;
      if (start < text.length) out += text[start]!;
    }
  }
  return { text: out, count };
}
