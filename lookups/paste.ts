// SPDX-License-Identifier: Apache-2.0

/** paste(1) of GNU coreutils (src/paste.c), for facts of the system. @module */
import { linesOf, textOf } from "./filter.ts";
import { type OptionTable, parseOptions, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { readOperand } from "./operand.ts";
import { bytesOfLatin1, nothing } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

const options: OptionTable = {
  short: "d:sz",
  long: [["serial", "s"], ["delimiters", "d", "required"], ["zero-terminated", "z"]],
};

function answer(call: Call, host: Host): Answer {
  const { options: given, operands, error } = parseOptions(call, options);
  locale(call, host);
  if (error !== undefined) return usageError(call, error);
  const has = (key: string) => given.some((each) => each.key === key);
  const delimiters = delimitersOf(given.findLast(({ key }) => key === "d")?.value ?? "\t");
  const end = has("z") ? "\0" : "\n";
  const input: { lines?: Lines } = {};
  const sources = (operands.length > 0 ? operands : ["-"]).map((name) => {
    if (name === "-") return input.lines ??= linesFrom(name, end, call, host);
    return linesFrom(name, end, call, host);
  });
  const rows = has("s") ? serial(sources) : parallel(sources);
  const stdout = rows.map((row) => joined(row, delimiters) + end).join("");
  return { code: 0, stdout: bytesOfLatin1(stdout), stderr: nothing };
}

/** Lines that are taken one by one: standard input may be named several times. */
interface Lines {
  readonly lines: readonly string[];
  next: number;
}

function linesFrom(name: string, end: string, call: Call, host: Host): Lines {
  const operand = readOperand(name, call, host);
  // some of it is printed before the message, or all of it after
  if (operand.kind === "error") throw new Pass(`missing ${name}`);
  return { lines: linesOf(textOf(operand.bytes, call), end), next: 0 };
}

function delimitersOf(list: string): string[] {
  // each is a byte in one version and a character in another
  if (/[^\0-\x7f]/.test(list) || /(^|[^\\])(\\\\)*\\$/.test(list)) throw new Pass("delimiter");
  const plain: Record<string, string> = {
    "0": "",
    b: "\b",
    f: "\f",
    n: "\n",
    r: "\r",
    t: "\t",
    v: "\v",
  };
  const found = list.match(/\\[^]|[^]/g) ?? [""];
  return found.map((each) => each.length > 1 ? plain[each[1]!] ?? each[1]! : each);
}

function serial(sources: readonly Lines[]): string[][] {
  return sources.map((source) => {
    const rest = source.lines.slice(source.next);
    source.next = source.lines.length;
    return rest;
  });
}

function parallel(sources: readonly Lines[]): string[][] {
  const rows: string[][] = [];
  while (sources.some(({ lines, next }) => next < lines.length)) {
    rows.push(sources.map((source) => source.lines[source.next++] ?? ""));
  }
  return rows;
}

function joined(row: readonly string[], delimiters: readonly string[]): string {
  return row.map((text, at) => at === 0 ? text : delimiters[(at - 1) % delimiters.length]! + text)
    .join("");
}

/** paste(1) */
export const paste: LookupEntry = {
  name: "paste",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "every option, facts of the system",
  source: "files",
  answer,
};
