// SPDX-License-Identifier: Apache-2.0

/** seq(1) of GNU coreutils (src/seq.c), for whole numbers. @module */
import { type OptionTable, parseOptions } from "./getopt.ts";
import { printed } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

const options: OptionTable = {
  short: "+f:s:w",
  long: [
    ["equal-width", "w"],
    ["format", "f", "required"],
    ["separator", "s", "required"],
  ],
};

/** More are left to who prints them one by one. */
const most = 100_000;

function answer(call: Call): Answer {
  // a number below zero is no option
  const negative = call.args.findIndex((each) => /^-[.\d]/.test(each));
  const before = negative < 0 ? call.args : call.args.slice(0, negative);
  const after = negative < 0 ? [] : call.args.slice(negative);
  const { options: given, operands, error } = parseOptions(call, options, before);
  const numbers = [...operands, ...after].map(wholeNumber);
  if (error !== undefined || numbers.length === 0 || numbers.length > 3) throw new Pass("operands");
  const has = (key: string) => given.some((each) => each.key === key);
  if (has("f")) throw new Pass("option -f");
  const separator = given.findLast(({ key }) => key === "s")?.value ?? "\n";
  const first = numbers.length > 1 ? numbers[0]! : 1;
  const step = numbers.length > 2 ? numbers[1]! : 1;
  const last = numbers.at(-1)!;
  const texts = textsOf(first, step, last);
  const width = has("w") ? Math.max(String(first).length, String(last).length) : 0;
  const shown = texts.map((text) => padded(text, width));
  return printed(shown.length > 0 ? `${shown.join(separator)}\n` : "");
}

function wholeNumber(text: string): number {
  if (!/^(0|-?[1-9]\d{0,14})$/.test(text)) throw new Pass("number of another form");
  return Number(text);
}

function textsOf(first: number, step: number, last: number): string[] {
  if (step === 0) throw new Pass("number of another form");
  const count = Math.floor((last - first) / step) + 1;
  if (count > most) throw new Pass("too many numbers");
  return Array.from({ length: Math.max(0, count) }, (_, at) => String(first + at * step));
}

function padded(text: string, width: number): string {
  return text.startsWith("-")
    ? `-${text.slice(1).padStart(width - 1, "0")}`
    : text.padStart(width, "0");
}

/** seq(1) */
export const seq: LookupEntry = {
  name: "seq",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "-s -w, whole numbers",
  answer,
};
