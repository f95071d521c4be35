// SPDX-License-Identifier: Apache-2.0

/** seq(1) of numbers that are not whole, and of formats (src/seq.c), in long doubles. @module */
import type { Layout } from "./directive.ts";
import { type Binary, layBinary } from "./fraction.ts";
import { compare, parseLongDouble, sum, times } from "./long_double.ts";
import { Pass } from "./types.ts";

/** A number as it was given. */
interface Given {
  readonly value: Binary;
  /** How wide it is without its exponent. */
  readonly width: number;
  /** How many digits it has behind its point. */
  readonly precision: number;
}

/** How numbers are shown. */
interface Format {
  readonly before: string;
  readonly layout: Layout;
  readonly letter: string;
  readonly after: string;
}

/** What the options say. */
export interface Settings {
  /** -f */
  readonly format: string | undefined;
  /** -w */
  readonly hasEqualWidth: boolean;
  /** More are left to who prints them one by one. */
  readonly most: number;
}

/** The texts from the first number to the last. */
export function fractionTexts(
  [firstText, stepText, lastText]: readonly [string, string, string],
  { format, hasEqualWidth, most }: Settings,
): string[] {
  const [first, step, last] = [read(firstText), read(stepText), read(lastText)];
  if (step.value.mantissa === 0n) throw new Pass("number of another form");
  const shown = format === undefined
    ? usualFormat(first, step, hasEqualWidth ? last : undefined)
    : readFormat(format);
  const isBeyond = (value: Binary) => {
    const order = compare(value, last.value);
    return step.value.isNegative ? order < 0 : order > 0;
  };
  const lay = (value: Binary) => layBinary(shown.layout, shown.letter, value);
  const texts: string[] = [];
  for (let value = first.value; !isBeyond(value);) {
    texts.push(lay(value));
    if (texts.length > most) throw new Pass("too many numbers");
    value = sum(first.value, times(step.value, BigInt(texts.length)));
    if (!isBeyond(value)) continue;
    // one that is past the last by what was rounded, and prints as the last
    const text = lay(value);
    const found = parseLongDouble(text);
    const isLast = found.end === text.length && compare(found.value, last.value) === 0;
    if (isLast && text !== texts.at(-1)) texts.push(text);
  }
  return texts.map((text) => shown.before + text + shown.after);
}

function read(text: string): Given {
  if (!/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?$/.test(text)) {
    throw new Pass("number of another form");
  }
  const arg = text.replace(/^\+/, "");
  const { value } = parseLongDouble(arg);
  const [, number, power] = /^([^eE]*)(?:[eE](.*))?$/.exec(arg)!;
  const point = number!.indexOf(".");
  let precision = point < 0 ? 0 : number!.length - point - 1;
  let width = number!.length;
  if (point >= 0) {
    if (precision === 0) width--;
    else if (!/^-?\d/.test(number!)) width++;
  }
  if (power !== undefined) {
    const exponent = Number(power);
    const behind = precision;
    precision += exponent < 0 ? -exponent : -Math.min(precision, exponent);
    if (exponent < 0) {
      // the point that is not there yet
      if (behind === 0) width++;
      width -= exponent;
    } else {
      // the point that is not there any more
      if (behind > 0 && precision === 0) width--;
      width += exponent - Math.min(behind, exponent);
    }
  }
  return { value, width, precision };
}

/** As many digits as the first number or the step has; as wide as the wider of both ends. */
function usualFormat(first: Given, step: Given, last: Given | undefined): Format {
  const precision = Math.max(first.precision, step.precision);
  let width = 0;
  if (last) {
    let firstWidth = first.width + precision - first.precision;
    let lastWidth = last.width + precision - last.precision;
    if (last.precision > 0 && precision === 0) lastWidth--;
    if (last.precision === 0 && precision > 0) lastWidth++;
    if (first.precision === 0 && precision > 0) firstWidth++;
    width = Math.max(firstWidth, lastWidth);
  }
  const layout = { flags: last ? "0" : "", width, precision };
  return { before: "", layout, letter: "f", after: "" };
}

function readFormat(text: string): Format {
  const match = /^((?:[^%]|%%)*)%([-+ #0]*)(\d*)(?:\.(\d*))?([efgEFG])((?:[^%]|%%)*)$/s.exec(text);
  if (!match) throw new Pass("option -f");
  const [, before, flags, width, precision, letter, after] = match;
  const plain = (part: string) => part.replaceAll("%%", "%");
  return {
    before: plain(before!),
    layout: {
      flags: flags!,
      width: Number(width),
      precision: precision === undefined ? undefined : Number(precision),
    },
    letter: letter!,
    after: plain(after!),
  };
}
