// SPDX-License-Identifier: Apache-2.0

/** Lists of ranges, as cut(1) takes them: `1,3-5,7-` (src/set-fields.c). @module */
import { Pass } from "./types.ts";

/** From one number to another, both within. */
export type Range = readonly [low: number, high: number];

/**
 * Reads a list; overlapping ranges are one, in ascending order.
 *
 * @param quoted a name between the locale's quotes
 * @returns the message of an error, where it is none
 */
export function parseRanges(
  list: string,
  unit: "fields" | "bytes",
  quoted: (name: string) => string,
): Range[] | string {
  const isFields = unit === "fields";
  const zero = isFields
    ? "fields are numbered from 1"
    : "byte/character positions are numbered from 1";
  const ranges: [number, number][] = [];
  const parts = list.split(/[, \t]/);
  // the end of a part is seen after all that it holds
  for (const [index, part] of parts.entries()) {
    const [, low = "", dash = "", high = "", rest = ""] = /^(\d*)(-?)(\d*)(.*)$/s.exec(part)!;
    if (low.length > 15 || high.length > 15) throw new Pass("number of another form");
    if (dash !== "" && low !== "" && Number(low) === 0) return zero;
    if (rest.startsWith("-")) {
      return isFields ? "invalid field range" : "invalid byte or character range";
    }
    if (rest !== "") {
      const wrong = quoted([rest, ...parts.slice(index + 1)].join(","));
      if (/[ \t]/.test(list)) throw new Pass("number of another form");
      return `invalid ${isFields ? "field value" : "byte/character position"} ${wrong}`;
    }
    if (dash === "") {
      if (Number(low) === 0) return zero;
      ranges.push([Number(low), Number(low)]);
      continue;
    }
    if (low === "" && high === "") return "invalid range with no endpoint: -";
    const first = low === "" ? 1 : Number(low);
    const last = high === "" ? Infinity : Number(high);
    if (last < first) return "invalid decreasing range";
    ranges.push([first, last]);
  }
  return merged(ranges);
}

function merged(ranges: readonly Range[]): Range[] {
  const kept: [number, number][] = [];
  for (const [low, high] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = kept.at(-1);
    if (last && low <= last[1]) last[1] = Math.max(last[1], high);
    else kept.push([low, high]);
  }
  return kept;
}

/** All that is outside of ranges. */
export function complement(ranges: readonly Range[]): Range[] {
  const gaps: Range[] = [];
  let next = 1;
  for (const [low, high] of ranges) {
    if (low > next) gaps.push([next, low - 1]);
    next = high + 1;
  }
  if (next < Infinity) gaps.push([next, Infinity]);
  return gaps;
}
