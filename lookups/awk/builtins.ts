// SPDX-License-Identifier: Apache-2.0

/** Functions of texts and numbers (mawk, bi_funct.c). @module */
import { Pass } from "../types.ts";
import { requireMawk } from "./dialect.ts";
import { type Format, formatted, readFormat } from "./format.ts";
import type { Machine } from "./machine.ts";
import type { Value } from "./value.ts";

/** The buffer of mawk's sprintf. */
const longestFormatted = 8000;

/** Calls a function with values. */
export function callBuiltin(name: string, args: readonly Value[], machine: Machine): Value {
  const { convert, dialect } = machine;
  const text = (index: number) => {
    const found = convert.text(args[index]);
    machine.spend(found.length >> 2);
    if (dialect.kind === "any" && /[^\0-\x7f]/.test(found)) throw new Pass("awk outside ASCII");
    return found;
  };
  const number = (index: number) => convert.number(args[index]);
  switch (name) {
    case "length":
      return text(0).length;
    case "index":
      return indexIn(text(0), text(1), machine);
    case "substr":
      return substr(text(0), args.slice(1).map((each) => convert.number(each)), machine);
    case "tolower":
      return text(0).replace(/[A-Z]+/g, (found) => found.toLowerCase());
    case "toupper":
      return text(0).replace(/[a-z]+/g, (found) => found.toUpperCase());
    case "sprintf":
      return sprintf(args, machine);
    case "int":
      return Math.trunc(number(0));
    case "sqrt":
      return squareRoot(number(0));
    case "fflush":
      // nothing else of what is answered writes to the same place
      if (args.length > 0) requireMawk(dialect, "fflush");
      if (args.length > 0 && convert.text(args[0]) !== "/dev/stdout") throw new Pass("awk fflush");
      return 0;
    default:
      return elementary(name, number(0), args.length > 1 ? number(1) : 0);
  }
}

function indexIn(text: string, part: string, machine: Machine): number {
  // there it is at 1, and elsewhere at 0
  if (part === "") {
    requireMawk(machine.dialect, "index of nothing");
    return 1;
  }
  return text.indexOf(part) + 1;
}

/** A part of a text; what lies before its start counts as mawk counts it, which is not as others. */
function substr(
  text: string,
  [start, count]: readonly (number | undefined)[],
  machine: Machine,
): string {
  const isPlain = Number.isInteger(start) && start! >= 1 &&
    (count === undefined || Number.isInteger(count));
  if (!isPlain) requireMawk(machine.dialect, "substr");
  if ([start, count].some((each) => Math.abs(each ?? 0) > 1e9)) throw new Pass("awk great number");
  if (text === "") return "";
  let from = Math.trunc(start!) - 1;
  let length = count === undefined ? text.length : Math.trunc(count);
  if (from > text.length) length = 0;
  if (from < 0) {
    length -= from + 1;
    from = 0;
  }
  return length <= 0 ? "" : text.slice(from, from + length);
}

const formats = new WeakMap<Machine, Map<string, Format>>();

/** What a format makes of the values behind it. */
export function format([first, ...values]: readonly Value[], machine: Machine): string {
  const known = formats.get(machine) ?? new Map<string, Format>();
  formats.set(machine, known);
  const text = machine.convert.text(first);
  let found = known.get(text);
  if (!found) {
    if (known.size >= 200) known.clear();
    known.set(text, found = readFormat(text));
  }
  machine.spend(10 + found.cost);
  return formatted(found, values, machine.convert);
}

function sprintf(args: readonly Value[], machine: Machine): string {
  const text = format(args, machine);
  if (text.length > longestFormatted) throw new Pass("awk sprintf buffer");
  return text;
}

function squareRoot(value: number): number {
  if (value < 0) throw new Pass("awk number that is not finite");
  return Math.sqrt(value);
}

/** Where the result is exact; elsewhere the last digit is each library's own. */
function elementary(name: string, value: number, other: number): number {
  if (name === "exp" && value === 0) return 1;
  if (name === "log" && value === 1) return 0;
  if (name === "cos" && value === 0) return 1;
  if (name === "sin" && Object.is(value, 0)) return 0;
  if (name === "atan2" && Object.is(value, 0) && other > 0) return 0;
  throw new Pass(`awk ${name}`);
}
