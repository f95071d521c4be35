// SPDX-License-Identifier: Apache-2.0

/** uniq(1) of GNU coreutils (src/uniq.c), for facts of the system. @module */
import { eachText, linesOf } from "./filter.ts";
import { type GivenOption, type OptionTable, parseOptions, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { quote } from "./quote.ts";
import { Transcript } from "./transcript.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

const options: OptionTable = {
  short: "0123456789Dcdf:is:uw:z",
  long: [
    ["count", "c"],
    ["repeated", "d"],
    ["all-repeated", "D", "optional"],
    ["group", "group", "optional"],
    ["ignore-case", "i"],
    ["unique", "u"],
    ["skip-fields", "f", "required"],
    ["skip-chars", "s", "required"],
    ["check-chars", "w", "required"],
    ["zero-terminated", "z"],
  ],
};

function answer(call: Call, host: Host): Answer {
  const { options: given, operands, error } = parseOptions(call, options);
  const language = locale(call, host);
  const isObsolete = (each: string) => /^[-+]\d/.test(each);
  if (call.args.some(isObsolete)) throw new Pass("option -NUM");
  // every number is looked at, and the last one holds
  const number = (key: string) =>
    given.filter((each) => each.key === key).map((each) => count(each, key)).at(-1);
  const [fields, chars, width] = [number("f") ?? 0, number("s") ?? 0, number("w") ?? Infinity];
  const settings = read(given);
  if (operands.length > 2) {
    // which comes first is told by their order
    if (error !== undefined) throw new Pass("several errors");
    return usageError(call, `extra operand ${quote(operands[2]!, language)}`);
  }
  if (error !== undefined) return usageError(call, error);
  if (typeof settings === "string") return usageError(call, settings);
  if (operands.length === 2 && operands[1] !== "-") throw new Pass("output file");
  const ignoreCase = given.some(({ key }) => key === "i");
  const isPartial = ignoreCase || fields > 0 || chars > 0 || width < Infinity;
  const keyOf = (line: string) => {
    // characters and their case are those of the locale, since coreutils 9.5
    if (isPartial && language.utf8 && /[^\0-\x7f]/.test(line)) throw new Pass("special input");
    const start = skip(line, fields) + chars;
    const key = line.slice(start, start + width);
    return ignoreCase ? key.replace(/[a-z]+/g, (letters) => letters.toUpperCase()) : key;
  };
  const transcript = new Transcript();
  const code = eachText(operands.slice(0, 1), call, host, transcript, (text) => {
    const lines = linesOf(text, settings.end);
    transcript.print(print(groupsOf(lines, isPartial ? keyOf : (line) => line), settings));
  });
  return transcript.answer(code);
}

/** How groups of equal lines are printed. */
interface Settings {
  readonly counts: boolean;
  /** Groups of one line, and whether of several. */
  readonly single: boolean;
  readonly several: boolean;
  /** Whether every line of a group is printed, and what then stands around it. */
  readonly all: string | undefined;
  readonly end: string;
}

function count(option: GivenOption, key: string): number {
  // a size of another form has a message of its own
  if (!/^\d{1,9}$/.test(option.value!)) throw new Pass(`option -${key} ${option.value}`);
  return Number(option.value);
}

function read(given: readonly GivenOption[]): Settings | string {
  const has = (key: string) => given.some((each) => each.key === key);
  const delimiting = methodOf("D", given, ["none", "prepend", "separate"]);
  const group = methodOf("group", given, ["separate", "prepend", "append", "both"]);
  if (group && (delimiting || has("c") || has("d") || has("u"))) {
    return "--group is mutually exclusive with -c/-d/-D/-u";
  }
  if (delimiting && has("u")) throw new Pass("option -Du");
  if (delimiting && has("c")) {
    return "printing all duplicated lines and repeat counts is meaningless";
  }
  return {
    counts: has("c"),
    single: !has("d") && !delimiting,
    several: !has("u"),
    all: group ?? delimiting,
    end: has("z") ? "\0" : "\n",
  };
}

/** The last method of an option, the first of the list by default; any that is cut or wrong passes. */
function methodOf(
  key: string,
  given: readonly GivenOption[],
  methods: readonly string[],
): string | undefined {
  const all = given.filter((each) => each.key === key).map(({ value }) => value ?? methods[0]!);
  const other = all.find((each) => !methods.includes(each));
  if (other !== undefined) throw new Pass(`method ${other}`);
  return all.at(-1);
}

/** Where the fields that do not count end. */
function skip(line: string, fields: number): number {
  const field = /[ \t\n]*[^ \t\n]*/y;
  for (let left = fields; left > 0 && field.lastIndex < line.length; left--) field.test(line);
  return field.lastIndex;
}

function groupsOf(lines: readonly string[], keyOf: (line: string) => string): string[][] {
  const groups: string[][] = [];
  let last: string | undefined;
  for (const line of lines) {
    const key = keyOf(line);
    if (key === last) groups.at(-1)!.push(line);
    else groups.push([line]);
    last = key;
  }
  return groups;
}

function print(groups: readonly string[][], settings: Settings): string {
  const { counts, single, several, all, end } = settings;
  const shown = groups.filter((group) => group.length === 1 ? single : several);
  if (all === undefined) {
    const number = (group: string[]) => counts ? `${String(group.length).padStart(7)} ` : "";
    return shown.map((group) => number(group) + group[0] + end).join("");
  }
  const texts = shown.map((group) => group.map((line) => line + end).join(""));
  if (all === "none" || texts.length === 0) return texts.join("");
  const before = all === "prepend" || all === "both" ? end : "";
  const after = all === "append" || all === "both" ? end : "";
  return before + texts.join(end) + after;
}

/** uniq(1) */
export const uniq: LookupEntry = {
  name: "uniq",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "every option, facts of the system",
  source: "files",
  answer,
};
