// SPDX-License-Identifier: Apache-2.0

/** Regular expressions that a seed repeats, and what they are tried on. @module */

/** A number below a limit. */
export type Below = (limit: number) => number;

/** How a pattern is written. */
export interface Style {
  /** Extended operators, and not basic ones. */
  readonly extended: boolean;
  /** Single characters of the pattern. */
  readonly characters: readonly string[];
  /** What else may stand where a character may: lists, anchors, classes. */
  readonly others: readonly string[];
  /** Intervals, without their braces. */
  readonly intervals: readonly string[];
}

/** What patterns of the C library may hold. */
export const gnuParts: Pick<Style, "characters" | "others" | "intervals"> = {
  characters: ["a", "b", "c", "-", "_"],
  others: [
    ...[".", ".", "^", "$", "[ab]", "[^a]", "[a-b]", "[]a]", "[^]a]", "[a-]", "[^b-c]", "\\."],
    ...["[[:alpha:]]", "[[:space:]b]", "\\<", "\\>", "\\b", "\\B", "\\w", "\\W", "\\s", "\\S"],
    ...["\\`", "\\'", "[[=a=]]", "[[.b.]]"],
  ],
  intervals: ["1", "2", "0", "1,", "2,", "0,1", "1,2", ",2", "2,3"],
};

/** What patterns of mawk may hold. */
export const mawkParts: Pick<Style, "characters" | "others" | "intervals"> = {
  characters: ["a", "b", "c", "-", "_", "ab"],
  others: [
    ...[".", ".*", "^", "$", "[ab]", "[^a]", "[]a]", "[^]a]", "[a-]", "[b-a]", "\\.", "\\t"],
    ...["[[:alpha:]]", "[[:space:]b]", "[a\\]]", "\\141", "\\x62", "[a-b-c]"],
  ],
  intervals: [],
};

/** A pattern that a seed repeats. */
export function randomPattern(style: Style, below: Below, depth = 2): string {
  const alternative = style.extended ? "|" : "\\|";
  let pattern = sequence(style, below, depth);
  while (below(4) === 0) pattern += alternative + sequence(style, below, depth);
  return pattern;
}

function sequence(style: Style, below: Below, depth: number): string {
  let text = "";
  for (let left = 1 + below(4); left > 0; left--) {
    text += atom(style, below, depth) + repetition(style, below);
  }
  return text;
}

function atom(style: Style, below: Below, depth: number): string {
  const pick = (from: readonly string[]) => from[below(from.length)]!;
  const kind = below(12);
  if (kind < 6) return pick(style.characters);
  if (kind < 10 || depth === 0) return pick(style.others);
  const inner = randomPattern(style, below, depth - 1);
  return style.extended ? `(${inner})` : `\\(${inner}\\)`;
}

function repetition({ extended, intervals }: Style, below: Below): string {
  const escaped = (operator: string) => extended ? operator : `\\${operator}`;
  switch (below(12)) {
    case 0:
    case 1:
      return "*";
    case 2:
      return escaped("+");
    case 3:
      return escaped("?");
    case 4: {
      const interval = intervals[below(intervals.length || 1)];
      return interval === undefined ? "" : `${escaped("{")}${interval}${escaped("}")}`;
    }
    default:
      return "";
  }
}

/** Operators in no order, most of which make no pattern. */
export function randomNoise(below: Below): string {
  const signs = [
    ...["a", "b", "*", "+", "?", "(", ")", "\\(", "\\)", "|", "\\|", "{", "}", "\\{", "\\}", "1"],
    ...[
      "2",
      ",",
      "^",
      "$",
      ".",
      "[",
      "]",
      "[^",
      "-",
      ":",
      "\\",
      "\\w",
      "\\<",
      "[:alpha:]",
      "[.a.]",
    ],
  ];
  return Array.from({ length: 1 + below(8) }, () => signs[below(signs.length)]!).join("");
}

/** Subjects made of the given characters. */
export function randomSubjects(
  characters: readonly string[],
  below: Below,
  count: number,
): string[] {
  const subject = () =>
    Array.from({ length: below(10) }, () => characters[below(characters.length)]!).join("");
  return Array.from({ length: count }, subject);
}
