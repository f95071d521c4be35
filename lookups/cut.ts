// SPDX-License-Identifier: Apache-2.0

/** cut(1) of GNU coreutils (src/cut.c), for facts of the system. @module */
import { eachText, linesOf } from "./filter.ts";
import { type GivenOption, type OptionTable, parseOptions, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { type Locale, locale } from "./locale.ts";
import { quote } from "./quote.ts";
import { complement, parseRanges, type Range } from "./ranges.ts";
import { encode, latin1 } from "./text.ts";
import { Transcript } from "./transcript.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

const options: OptionTable = {
  short: "b:c:d:f:nsz",
  long: [
    ["bytes", "b", "required"],
    ["characters", "c", "required"],
    ["fields", "f", "required"],
    ["delimiter", "d", "required"],
    ["only-delimited", "s"],
    ["output-delimiter", "output-delimiter", "required"],
    ["complement", "complement"],
    ["zero-terminated", "z"],
  ],
};

function answer(call: Call, host: Host): Answer {
  const { options: given, operands, error } = parseOptions(call, options);
  const language = locale(call, host);
  const settings = read(given, error, language);
  if (typeof settings === "string") return usageError(call, settings);
  const transcript = new Transcript();
  const code = eachText(operands, call, host, transcript, (text) => {
    // an empty last field is then taken for the end of its line
    if (settings.end === "\0" && text.endsWith(settings.delimiter)) throw new Pass("special input");
    for (const line of linesOf(text, settings.end)) {
      const part = settings.unit === "bytes" ? bytesOf(line, settings) : fieldsOf(line, settings);
      if (part !== undefined) transcript.print(part + settings.end);
    }
  });
  return transcript.answer(code);
}

/** What is to be cut out of each line. */
interface Settings {
  readonly unit: "bytes" | "fields";
  readonly ranges: readonly Range[];
  readonly delimiter: string;
  /** Between what is printed; undefined: as in the line. */
  readonly between: string | undefined;
  readonly onlyDelimited: boolean;
  readonly end: string;
}

/** Reads the options; or the message of the first error, in the order of the command's checks. */
function read(
  given: readonly GivenOption[],
  error: string | undefined,
  language: Locale,
): Settings | string {
  const value = (key: string) => given.findLast((each) => each.key === key)?.value;
  const has = (key: string) => given.some((each) => each.key === key);
  let seen = 0;
  for (const { key, value } of given) {
    if ("bcf".includes(key) && ++seen > 1) return "only one list may be specified";
    if (key === "d" && encode(value!).length > 1) return "the delimiter must be a single character";
  }
  if (error !== undefined) return error;
  const list = value("f") ?? value("b") ?? value("c");
  if (list === undefined) return "you must specify a list of bytes, characters, or fields";
  const unit = has("f") ? "fields" : "bytes";
  if (unit === "bytes" && has("d")) {
    return "an input delimiter may be specified only when operating on fields";
  }
  if (unit === "bytes" && has("s")) {
    return "suppressing non-delimited lines makes sense\n\tonly when operating on fields";
  }
  const ranges = parseRanges(list, unit, (name) => quote(name, language));
  if (typeof ranges === "string") return ranges;
  const end = has("z") ? "\0" : "\n";
  const delimiter = value("d") === "" ? "\0" : latin1(encode(value("d") ?? "\t"));
  if (delimiter === end) throw new Pass("delimiter that ends lines");
  const between = value("output-delimiter");
  return {
    unit,
    ranges: has("complement") ? complement(ranges) : ranges,
    delimiter,
    between: between === undefined ? undefined : between === "" ? "\0" : latin1(encode(between)),
    onlyDelimited: has("s"),
    end,
  };
}

function bytesOf(line: string, { ranges, between = "" }: Settings): string {
  return ranges.filter(([low]) => low <= line.length)
    .map(([low, high]) => line.slice(low - 1, high)).join(between);
}

function fieldsOf(line: string, settings: Settings): string | undefined {
  const { ranges, delimiter, between = delimiter, onlyDelimited } = settings;
  const fields = line.split(delimiter);
  if (fields.length === 1) return onlyDelimited ? undefined : line;
  return ranges.flatMap(([low, high]) => fields.slice(low - 1, high)).join(between);
}

/** cut(1) */
export const cut: LookupEntry = {
  name: "cut",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "every option, facts of the system",
  source: "files",
  answer,
};
