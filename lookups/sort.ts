// SPDX-License-Identifier: Apache-2.0

/** sort(1) of GNU coreutils (src/sort.c), in the order of bytes. @module */
import { linesOf, textOf } from "./filter.ts";
import { type OptionTable, parseOptions, programName, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale, requirePlain } from "./locale.ts";
import { readOperand } from "./operand.ts";
import { quotedIfNeeded } from "./quote.ts";
import { type Key, type Ordering, orderingOf, parseKey, partOf } from "./sort_key.ts";
import { bytesOfLatin1, encode, failed, nothing } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

const options: OptionTable = {
  short: "bcCdfghik:mMno:rRsS:t:T:uVy:z",
  long: [
    ["ignore-leading-blanks", "b"],
    ["batch-size", "batch-size", "required"],
    ["check", "check", "optional"],
    ["compress-program", "compress-program", "required"],
    ["debug", "debug"],
    ["dictionary-order", "d"],
    ["ignore-case", "f"],
    ["files0-from", "files0-from", "required"],
    ["general-numeric-sort", "g"],
    ["ignore-nonprinting", "i"],
    ["key", "k", "required"],
    ["merge", "m"],
    ["month-sort", "M"],
    ["numeric-sort", "n"],
    ["human-numeric-sort", "h"],
    ["version-sort", "V"],
    ["random-sort", "R"],
    ["random-source", "random-source", "required"],
    ["sort", "sort", "required"],
    ["output", "o", "required"],
    ["reverse", "r"],
    ["stable", "s"],
    ["buffer-size", "S", "required"],
    ["field-separator", "t", "required"],
    ["temporary-directory", "T", "required"],
    ["unique", "u"],
    ["zero-terminated", "z"],
    ["parallel", "parallel", "required"],
  ],
};

const answered = "bdfiknrstuz";

function answer(call: Call, host: Host): Answer {
  // keys as they were once written
  if (call.args.some((each) => /^\+\d|^-\d/.test(each))) throw new Pass("option +NUM");
  const { options: given, operands, error } = parseOptions(call, options);
  locale(call, host);
  if (error !== undefined) return usageError(call, error, 2);
  for (const { key } of given) if (!answered.includes(key)) throw new Pass(`option ${key}`);
  requirePlain(call, host, "LC_COLLATE", "LC_CTYPE", "LC_NUMERIC");
  const has = (key: string) => given.some((each) => each.key === key);
  const values = (key: string) =>
    given.filter((each) => each.key === key).map(({ value }) => value!);
  const global = orderingOf(
    given.map(({ key }) => key).filter((key) => /^[bdfinr]$/.test(key)).join(""),
  );
  const sorting: Sorting = {
    keys: keysOf(values("k"), global),
    separator: separatorOf(values("t")),
    reverse: global.reverse,
    unique: has("u"),
    stable: has("s"),
  };
  const end = has("z") ? "\0" : "\n";
  const lines: string[] = [];
  for (const name of operands.length > 0 ? operands : ["-"]) {
    const operand = readOperand(name, call, host);
    if (operand.kind === "content") {
      // one by one, for arguments are limited in number
      for (const line of linesOf(textOf(operand.bytes, call), end)) lines.push(line);
      continue;
    }
    if (operand.message === "Is a directory") throw new Pass(`directory ${name}`);
    const message = `cannot read: ${quotedIfNeeded(name)}: ${operand.message}`;
    return failed(2, `${programName(call)}: ${message}\n`);
  }
  if (operands.filter((name) => name === "-").length > 1) throw new Pass("input taken");
  if (!call.mayWait && lines.length > mostLines) throw new Pass("input too long");
  const stdout = sorted(lines, sorting).map((line) => line + end).join("");
  return { code: 0, stdout: bytesOfLatin1(stdout), stderr: nothing };
}

/** What an event loop waits for. */
const mostLines = 4000;

/** How lines are sorted. */
interface Sorting {
  readonly keys: readonly Key[];
  readonly separator: string | undefined;
  readonly reverse: boolean;
  readonly unique: boolean;
  readonly stable: boolean;
}

function keysOf(values: readonly string[], global: Ordering): Key[] {
  const isSpecial = Object.entries(global).some(([name, value]) => name !== "reverse" && value);
  const whole: Key = { ...global, start: { fields: 0, characters: 0 }, end: undefined };
  const keys = values.map((value) => parseKey(value, global));
  if (keys.length === 0 && isSpecial) keys.push(whole);
  for (const { numeric, dictionary, printable } of keys) {
    // a message says so
    if (numeric && (dictionary || printable)) throw new Pass("incompatible options");
  }
  return keys;
}

function separatorOf(values: readonly string[]): string | undefined {
  const [first] = values;
  if (first === undefined) return undefined;
  const separator = first === "\\0" ? "\0" : first;
  if (encode(separator).length !== 1 || separator === "\n" || new Set(values).size > 1) {
    throw new Pass("separator");
  }
  return separator;
}

/** A line with what is compared of it. */
interface Prepared {
  readonly line: string;
  readonly parts: readonly (string | Quantity)[];
}

function sorted(lines: readonly string[], sorting: Sorting): string[] {
  const { keys, separator, reverse, unique, stable } = sorting;
  const prepared = lines.map((line): Prepared => ({
    line,
    parts: keys.map((key) => prepare(partOf(line, key, separator), key)),
  }));
  const byKeys = (a: Prepared, b: Prepared) => {
    for (const [index, key] of keys.entries()) {
      const [left, right] = [a.parts[index]!, b.parts[index]!];
      const order = typeof left === "string"
        ? byBytes(left, right as string)
        : byValue(left, right as Quantity);
      if (order !== 0) return key.reverse ? -order : order;
    }
    return 0;
  };
  const compare = (a: Prepared, b: Prepared) => {
    const order = byKeys(a, b);
    if (order !== 0 || (keys.length > 0 && (unique || stable))) return order;
    return reverse ? byBytes(b.line, a.line) : byBytes(a.line, b.line);
  };
  const all = prepared.toSorted(compare);
  const kept = unique
    ? all.filter((each, at) => at === 0 || compare(all[at - 1]!, each) !== 0)
    : all;
  return kept.map(({ line }) => line);
}

function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function prepare(part: string, key: Key): string | Quantity {
  if (key.numeric) return quantity(part);
  let text = part;
  if (key.dictionary) text = text.replace(/[^A-Za-z0-9 \t\n]/g, "");
  else if (key.printable) text = text.replace(/[^ -~]/g, "");
  return key.folds ? text.replace(/[a-z]+/g, (letters) => letters.toUpperCase()) : text;
}

/** A number of any length. */
interface Quantity {
  readonly negative: boolean;
  /** Digits before the point without zeros in front, and behind it without zeros at the end. */
  readonly whole: string;
  readonly fraction: string;
}

function quantity(text: string): Quantity {
  const [, sign, whole = "", fraction = ""] = /^[ \t\n]*(-?)0*(\d*)(?:\.(\d*))?/.exec(text)!;
  return { negative: sign === "-", whole, fraction: fraction.replace(/0+$/, "") };
}

function byValue(a: Quantity, b: Quantity): number {
  const [left, right] = [signOf(a), signOf(b)];
  if (left !== right || left === 0) return left - right;
  return left * (a.whole.length - b.whole.length || byBytes(a.whole, b.whole) ||
    byBytes(a.fraction, b.fraction));
}

function signOf({ negative, whole, fraction }: Quantity): number {
  return whole === "" && fraction === "" ? 0 : negative ? -1 : 1;
}

/** sort(1) */
export const sort: LookupEntry = {
  name: "sort",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "-b -d -f -i -k -n -r -s -t -u -z, facts of the system",
  source: "files",
  answer,
};
