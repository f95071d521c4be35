// SPDX-License-Identifier: Apache-2.0

/** seq(1) of GNU coreutils (src/seq.c). @module */
import { type OptionTable, parseOptions } from "./getopt.ts";
import type { Host } from "./host.ts";
import { requirePlain } from "./locale.ts";
import { requireLongDouble } from "./long_double.ts";
import { fractionTexts, type Settings } from "./seq_fraction.ts";
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
/** Likewise of fractions while an event loop waits: they are added in long integers. */
const mostGoing = 10_000;

function answer(call: Call, host: Host): Answer {
  // a number below zero is no option
  const negative = call.args.findIndex((each) => /^-[.\d]/.test(each));
  const before = negative < 0 ? call.args : call.args.slice(0, negative);
  const after = negative < 0 ? [] : call.args.slice(negative);
  const { options: given, operands, error } = parseOptions(call, options, before);
  const numbers = [...operands, ...after];
  if (error !== undefined || numbers.length === 0 || numbers.length > 3) throw new Pass("operands");
  const value = (key: string) => given.findLast((each) => each.key === key)?.value;
  const hasEqualWidth = given.some(({ key }) => key === "w");
  const format = value("f");
  const ends = [
    numbers.length > 1 ? numbers[0]! : "1",
    numbers.length > 2 ? numbers[1]! : "1",
    numbers.at(-1)!,
  ] as const;
  const texts = format === undefined && ends.every((each) => whole.test(each))
    ? wholeTexts(ends, hasEqualWidth)
    : fractions(
      ends,
      { format, hasEqualWidth, most: call.mayWait ? most : mostGoing },
      call,
      host,
    );
  return printed(texts.length > 0 ? `${texts.join(value("s") ?? "\n")}\n` : "");
}

const whole = /^(0|-?[1-9]\d{0,14})$/;

function fractions(
  ends: readonly [string, string, string],
  settings: Settings,
  call: Call,
  host: Host,
): string[] {
  // a message, where both are given
  if (settings.format !== undefined && settings.hasEqualWidth) throw new Pass("option -f");
  requireLongDouble(call, host);
  requirePlain(call, host, "LC_NUMERIC");
  return fractionTexts(ends, settings);
}

function wholeTexts(ends: readonly [string, string, string], hasEqualWidth: boolean): string[] {
  const [first, step, last] = ends.map(Number) as [number, number, number];
  const texts = textsOf(first, step, last);
  const width = hasEqualWidth ? Math.max(String(first).length, String(last).length) : 0;
  return texts.map((text) => padded(text, width));
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
  summary: "every option; decimal fractions on x86-64",
  source: "its arguments",
  answer,
};
