// SPDX-License-Identifier: Apache-2.0

/** Braces of bash: `a{b,c}d`, `{1..3}`. @module */
import type { WordPart } from "unbash";
import { Pass } from "../lookups/types.ts";

/** Words that braces may make of one. */
const mostWords = 1000;

/** The words that the braces of one make, each as its parts. */
export function expandBraces(parts: readonly WordPart[]): WordPart[][] {
  let words: WordPart[][] = [[]];
  for (const part of parts) {
    const texts = part.type === "BraceExpansion" ? alternatives(part.text) : undefined;
    const choices: WordPart[] = texts?.map(literal) ?? [part];
    if (words.length * choices.length > mostWords) throw new Pass("shell braces");
    words = words.flatMap((word) => choices.map((choice) => [...word, choice]));
  }
  return words;
}

function literal(text: string): WordPart {
  return { type: "Literal", pos: -1, end: -1, value: text, text };
}

/** What stands between the braces; quotes, expansions, and braces in braces pass. */
function alternatives(text: string): string[] {
  const inner = text.slice(1, -1);
  if (/[^\w.,/:+%@=-]/.test(inner)) throw new Pass("shell braces");
  if (inner.includes(",")) return inner.split(",");
  const [, first, last, step] = /^(-?\d{1,6})\.\.(-?\d{1,6})(?:\.\.(-?\d{1,6}))?$/.exec(inner) ??
    [];
  if (first === undefined || last === undefined) return letters(inner);
  const isPadded = [first, last].some((each) => /^-?0\d/.test(each));
  const width = isPadded ? Math.max(first.length, last.length) : 0;
  return range(Number(first), Number(last), Number(step ?? 1)).map((value) => padded(value, width));
}

function letters(inner: string): string[] {
  const [, first, last, step] = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.(-?\d{1,6}))?$/.exec(inner) ?? [];
  if (first === undefined || last === undefined) throw new Pass("shell braces");
  // from one case to the other lie characters that are quoted in ways of their own
  if (/[a-z]/.test(first) !== /[a-z]/.test(last)) throw new Pass("shell braces");
  return range(first.charCodeAt(0), last.charCodeAt(0), Number(step ?? 1))
    .map((code) => String.fromCharCode(code));
}

/** The sign of the step says nothing: it leads from the first to the last. */
function range(first: number, last: number, step: number): number[] {
  const size = Math.abs(step) || 1;
  const count = Math.floor(Math.abs(last - first) / size) + 1;
  if (count > mostWords) throw new Pass("shell braces");
  const sign = last < first ? -1 : 1;
  return Array.from({ length: count }, (_, index) => first + sign * size * index);
}

function padded(value: number, width: number): string {
  const digits = String(Math.abs(value));
  return value < 0 ? `-${digits.padStart(width - 1, "0")}` : digits.padStart(width, "0");
}
