// SPDX-License-Identifier: Apache-2.0

/** What head(1) and tail(1) share: counts, parts of a content, and headers between files. @module */
import {
  type GivenOption,
  type OptionTable,
  type ParsedOptions,
  parseOptions,
  programName,
} from "./getopt.ts";
import type { Host } from "./host.ts";
import { readOperand, requireOneInput } from "./operand.ts";
import { quoted } from "./quote.ts";
import { latin1 } from "./text.ts";
import { Transcript } from "./transcript.ts";
import { type Answer, type Call, Pass } from "./types.ts";

/** How much is asked for. */
export interface Amount {
  /** Of what. */
  readonly unit: "lines" | "bytes";
  /** How many. */
  readonly count: number;
  /** What stands before the number: `-` for head, `+` for tail, or nothing. */
  readonly sign: string;
}

/** Options that both take, read. */
export interface PartOptions {
  /** How much. */
  readonly amount: Amount;
  /** Whether names are printed; undefined: where there are several. */
  readonly names: boolean | undefined;
  /** The byte that ends a line. */
  readonly end: number;
}

/**
 * Reads the options of both; a multiplier, or what is no number, passes, whatever is wrong behind it:
 * the commands end at the first.
 */
export function partOptions(given: readonly GivenOption[]): PartOptions {
  let amount: Amount = { unit: "lines", count: 10, sign: "" };
  let names: boolean | undefined;
  let end = 10;
  for (const { key, value } of given) {
    if (key === "q") names = false;
    else if (key === "v") names = true;
    else if (key === "z") end = 0;
    else {
      const [, sign, digits] = /^([-+]?)(\d{1,15})$/.exec(value!) ?? [];
      if (digits === undefined) throw new Pass("number of another form");
      amount = { unit: key === "c" ? "bytes" : "lines", count: Number(digits), sign: sign! };
    }
  }
  return { amount, names, end };
}

/** Parses the options of either; `-5c`, or `-5` elsewhere, has messages and meanings of its own. */
export function parsePartOptions(call: Call, table: OptionTable): ParsedOptions {
  const parsed = parseOptions(
    call,
    { ...table, short: `${table.short}0123456789` },
    modernArguments(call.args),
  );
  if (parsed.options.some(({ key }) => /^\d$/.test(key))) throw new Pass("number of another form");
  // options for the command's own tests, which long ones that are cut short may mean
  if (parsed.options.some(({ key }) => key === "-")) throw new Pass("option of tests");
  return parsed;
}

/** The arguments with `-5` in front, as both still take it, written as `-n 5`. */
function modernArguments(args: readonly string[]): readonly string[] {
  const [first = "", ...rest] = args;
  const [, digits] = /^-(\d+)$/.exec(first) ?? [];
  return digits === undefined ? args : ["-n", digits, ...rest];
}

/** Where each line of a content ends; the last may have no end of its own. */
export function lineEnds(bytes: Uint8Array, end: number): number[] {
  const ends: number[] = [];
  for (let at = bytes.indexOf(end); at >= 0; at = bytes.indexOf(end, at + 1)) ends.push(at + 1);
  if (bytes.length > (ends.at(-1) ?? 0)) ends.push(bytes.length);
  return ends;
}

/** Prints a part of each operand, with headers between them. */
export function printParts(
  operands: readonly string[],
  names: boolean | undefined,
  call: Call,
  host: Host,
  part: (bytes: Uint8Array) => Uint8Array,
): Answer {
  const files = operands.length > 0 ? operands : ["-"];
  requireOneInput(files, call);
  const withNames = names ?? files.length > 1;
  const transcript = new Transcript();
  let isFirst = true;
  for (const file of files) {
    const operand = readOperand(file, call, host);
    if (operand.kind === "error") {
      // a directory is opened, and only reading it fails
      if (operand.message === "Is a directory") throw new Pass(`directory ${file}`);
      const problem = `cannot open ${quoted(file)} for reading: ${operand.message}`;
      transcript.complain(`${programName(call)}: ${problem}`);
      continue;
    }
    if (withNames) {
      const name = file === "-" ? "standard input" : file;
      transcript.printText(`${isFirst ? "" : "\n"}==> ${name} <==\n`);
      isFirst = false;
    }
    transcript.print(latin1(part(operand.bytes)));
  }
  return transcript.answer(transcript.hasComplaints ? 1 : 0);
}
