// SPDX-License-Identifier: Apache-2.0

/** tac(1) of GNU coreutils (src/tac.c), for facts of the system. @module */
import { eachText } from "./filter.ts";
import { type OptionTable, parseOptions, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { encode, latin1 } from "./text.ts";
import { Transcript } from "./transcript.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

const options: OptionTable = {
  short: "brs:",
  long: [["before", "b"], ["regex", "r"], ["separator", "s", "required"]],
};

function answer(call: Call, host: Host): Answer {
  const { options: given, operands, error } = parseOptions(call, options);
  locale(call, host);
  if (error !== undefined) return usageError(call, error);
  const has = (key: string) => given.some((each) => each.key === key);
  if (has("r")) throw new Pass("option -r");
  const separator = given.findLast(({ key }) => key === "s")?.value ?? "\n";
  const end = separator === "" ? "\0" : latin1(encode(separator));
  const transcript = new Transcript();
  const code = eachText(
    operands,
    call,
    host,
    transcript,
    (text) => transcript.print(reversed(text, end, has("b"))),
    (name, message) => `failed to open '${name}' for reading: ${message}`,
  );
  return transcript.answer(code);
}

/** Records from the last to the first, each with its separator behind it, or before it. */
function reversed(text: string, separator: string, before: boolean): string {
  const records: string[] = [];
  let end = text.length;
  for (let at = text.length; at >= separator.length;) {
    at = text.lastIndexOf(separator, at - separator.length);
    if (at < 0) break;
    const start = before ? at : at + separator.length;
    records.push(text.slice(start, end));
    end = start;
  }
  return records.join("") + text.slice(0, end);
}

/** tac(1) */
export const tac: LookupEntry = {
  name: "tac",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "-b -s, facts of the system",
  source: "files",
  answer,
};
