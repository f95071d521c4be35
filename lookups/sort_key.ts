// SPDX-License-Identifier: Apache-2.0

/** The keys that sort(1) takes: which part of a line counts, and as what (src/sort.c). @module */
import { Pass } from "./types.ts";

/** How a key is compared. */
export interface Ordering {
  readonly numeric: boolean;
  /** Upper and lower case are one. */
  readonly folds: boolean;
  /** Only blanks, letters and digits count. */
  readonly dictionary: boolean;
  /** Only printable characters count. */
  readonly printable: boolean;
  readonly skipsAtStart: boolean;
  readonly skipsAtEnd: boolean;
  readonly reverse: boolean;
}

/** One end of a key: fields and characters that stand before it. */
interface Place {
  readonly fields: number;
  readonly characters: number;
}

/** A part of a line, and how it is compared. */
export interface Key extends Ordering {
  readonly start: Place;
  /** Undefined: the line's end. */
  readonly end: Place | undefined;
}

/** Ordering options of the whole call, or of a key that has none of its own. */
export function orderingOf(
  letters: string,
  atStart: string = letters,
  atEnd: string = letters,
): Ordering {
  return {
    numeric: letters.includes("n"),
    folds: letters.includes("f"),
    dictionary: letters.includes("d"),
    printable: letters.includes("i"),
    skipsAtStart: atStart.includes("b"),
    skipsAtEnd: atEnd.includes("b"),
    reverse: letters.includes("r"),
  };
}

/** Reads the value of `-k`; what is no key, or is compared otherwise, passes. */
export function parseKey(text: string, global: Ordering): Key {
  const place = String.raw`(\d{1,9})(?:\.(\d{1,9}))?([bdfinr]*)`;
  const found = new RegExp(`^${place}(?:,${place})?$`).exec(text);
  if (!found) throw new Pass(`key ${text}`);
  const [, field, character = "1", atStart, lastField, lastCharacter = "0", atEnd = ""] = found;
  if (Number(field) === 0 || Number(character) === 0 || Number(lastField ?? 1) === 0) {
    throw new Pass(`key ${text}`);
  }
  const letters = atStart! + atEnd;
  // "r" alone is no ordering, and yet keeps the others away
  const own = orderingOf(letters, atStart, atEnd);
  const echar = Number(lastCharacter);
  return {
    ...(letters === "" ? global : own),
    start: { fields: Number(field) - 1, characters: Number(character) - 1 },
    end: lastField === undefined
      ? undefined
      : { fields: Number(lastField) - (echar === 0 ? 0 : 1), characters: echar },
  };
}

/** The part of a line that a key is about. */
export function partOf(line: string, key: Key, separator: string | undefined): string {
  return line.slice(startOf(line, key, separator), endOf(line, key, separator));
}

const isBlank = (character: string | undefined) =>
  character === " " || character === "\t" || character === "\n";

function startOf(line: string, key: Key, separator: string | undefined): number {
  let at = 0;
  for (let left = key.start.fields; left > 0 && at < line.length; left--) {
    at = afterField(line, at, separator);
    if (separator !== undefined && at < line.length) at++;
  }
  if (key.skipsAtStart) at = afterBlanks(line, at);
  return at + key.start.characters;
}

function endOf(line: string, key: Key, separator: string | undefined): number {
  if (!key.end) return line.length;
  const { fields, characters } = key.end;
  let at = 0;
  for (let left = fields; left > 0 && at < line.length; left--) {
    at = afterField(line, at, separator);
    const goesOn = left > 1 || characters > 0;
    if (separator !== undefined && at < line.length && goesOn) at++;
  }
  if (characters === 0) return at;
  if (key.skipsAtEnd) at = afterBlanks(line, at);
  return at + characters;
}

function afterBlanks(line: string, start: number): number {
  let at = start;
  while (isBlank(line[at])) at++;
  return at;
}

/** Without a separator a field begins with the blanks before it. */
function afterField(line: string, start: number, separator: string | undefined): number {
  if (separator !== undefined) {
    const found = line.indexOf(separator, start);
    return found < 0 ? line.length : found;
  }
  let at = afterBlanks(line, start);
  while (at < line.length && !isBlank(line[at])) at++;
  return at;
}
