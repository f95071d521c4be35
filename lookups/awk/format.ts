// SPDX-License-Identifier: Apache-2.0

/** printf and sprintf of awk (mawk, print.c). @module */
import { layInteger } from "../directive.ts";
import { layFraction } from "../fraction.ts";
import { Pass } from "../types.ts";
import { requireMawk } from "./dialect.ts";
import { type Conversions, InputText, type Value } from "./value.ts";

/** Wider than this only a mistake asks for. */
const widthLimit = 4000;

interface Directive {
  /** What stands before it. */
  readonly before: string;
  readonly flags: string;
  readonly width: number | "*";
  readonly precision: number | "*" | "none" | undefined;
  readonly letter: string;
}

/** A format, read once. */
export interface Format {
  readonly directives: readonly Directive[];
  readonly after: string;
  /** What it takes, in the machine's steps. */
  readonly cost: number;
}

/** Reads a format; what is wrong passes. */
export function readFormat(text: string): Format {
  const directives: Directive[] = [];
  let before = "";
  for (let at = 0; at < text.length;) {
    const percent = text.indexOf("%", at);
    if (percent < 0) {
      before += text.slice(at);
      break;
    }
    before += text.slice(at, percent);
    if (text[percent + 1] === "%") {
      before += "%";
      at = percent + 2;
      continue;
    }
    const match = /^%([-+ #0]*)(\*|\d*)(?:(\.)(\*|\d*))?([sciouxXdeEfgG])/.exec(
      text.slice(percent),
    );
    if (!match) throw new Pass("awk format");
    const [whole, flags, width, point, precision, letter] = match;
    directives.push({
      before,
      flags: flags!,
      width: amount(width!),
      precision: point === undefined ? undefined : precision === "" ? "none" : amount(precision!),
      letter: letter!,
    });
    before = "";
    at = percent + whole.length;
  }
  const cost = directives.reduce((sum, { letter }) => sum + (/[efg]/i.test(letter) ? 100 : 20), 0);
  return { directives, after: before, cost };
}

function amount(text: string): number | "*" {
  if (text === "*") return text;
  const value = Number(text);
  if (value > widthLimit) throw new Pass("awk format");
  return value;
}

/** What a format makes of values. */
export function formatted(format: Format, values: readonly Value[], convert: Conversions): string {
  let text = "";
  let next = 0;
  const take = () => {
    // what was printed until then is out, and the message names the function
    if (next >= values.length) throw new Pass("awk arguments of a format");
    return values[next++];
  };
  const resolve = (given: number | "*") => {
    if (given !== "*") return given;
    requireMawk(convert.dialect, "format with a star");
    const value = Math.trunc(convert.number(take()));
    if (Math.abs(value) > widthLimit) throw new Pass("awk format");
    return value;
  };
  for (const { before, flags, width, precision, letter } of format.directives) {
    const found = {
      flags,
      width: resolve(width),
      precision: precision === undefined || precision === "none" ? precision : resolve(precision),
    };
    text += before + directive(found, letter, take(), convert);
  }
  return text + format.after;
}

interface Found {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | "none" | undefined;
}

function directive(
  { flags, width, precision }: Found,
  letter: string,
  value: Value,
  convert: Conversions,
): string {
  if (letter === "s" || letter === "c") {
    const text = letter === "s" ? convert.text(value) : character(value, convert);
    return layText({ flags, width, precision }, text, convert);
  }
  const digits = precision === "none" ? 0 : precision;
  const layout = { flags, width, precision: digits };
  const number = convert.number(value);
  // "-0" as a text is 0 for mawk of 2025, and other awks show its sign
  if (Object.is(number, -0) && convert.dialect.kind !== "mawk-2020") {
    throw new Pass("awk negative zero");
  }
  if ("eEfgG".includes(letter)) return layFraction(layout, letter, number);
  const isSigned = letter === "d" || letter === "i";
  return layInteger(layout, letter, integer(number, isSigned, convert));
}

/** As whole as the limits of types let it be. */
function integer(number: number, isSigned: boolean, { dialect }: Conversions): bigint {
  const whole = Math.trunc(number);
  if (dialect.kind === "mawk-2020") {
    const [least, most] = isSigned ? [-dialect.mostInteger, dialect.mostInteger] : [0, 2 ** 32 - 1];
    return BigInt(Math.min(most, Math.max(least, whole)));
  }
  if (Math.abs(whole) > dialect.mostInteger || (whole < 0 && !isSigned)) {
    throw new Pass("awk great number");
  }
  return BigInt(whole);
}

/** `%c`: the first character of a text, or the one of a number. */
function character(value: Value, convert: Conversions): string {
  // mawk of 2024 and later takes another character in sprintf
  if (convert.dialect.kind !== "mawk-2020") throw new Pass("awk format %c");
  const found = value instanceof InputText ? value.number ?? value.text : value ?? 0;
  if (typeof found === "string") return found === "" ? "\0" : found[0]!;
  return String.fromCharCode(Number(BigInt.asUintN(8, integer(found, true, convert))));
}

/** mawk lays texts out itself: `% s` of nothing is a blank, and `%.s` is the whole text. */
function layText({ flags, width, precision }: Found, text: string, convert: Conversions): string {
  const isUnusual = /[ 0#+]/.test(flags) || precision === "none" || (precision ?? 0) < 0;
  if (isUnusual) requireMawk(convert.dialect, "format of a text");
  if (convert.dialect.kind === "any" && /[^\0-\x7f]/.test(text)) {
    throw new Pass("awk outside ASCII");
  }
  if (typeof precision === "number" && precision < 0) throw new Pass("awk format");
  const blank = flags.includes(" ") && text === "" ? " " : "";
  const shown = typeof precision === "number" ? text.slice(0, precision) : text;
  const isLeft = width < 0 || flags.includes("-");
  return blank + (isLeft ? shown.padEnd(Math.abs(width)) : shown.padStart(width));
}
