// SPDX-License-Identifier: Apache-2.0

/** tty(1) of GNU coreutils (src/tty.c). @module */
import { type OptionTable, parseOptions, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { isTerminal } from "./predicate.ts";
import { quote } from "./quote.ts";
import { encode, nothing } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

const options: OptionTable = { short: "s", long: [["silent", "s"], ["quiet", "s"]] };

/** What usage errors end with: 1 is a standard input that is no terminal. */
const usageCode = 2;

function answer(call: Call, host: Host): Answer {
  const { options: given, operands, error } = parseOptions(call, options);
  const language = locale(call, host);
  if (error !== undefined) return usageError(call, error, usageCode);
  if (operands.length > 0) {
    return usageError(call, `extra operand ${quote(operands[0]!, language)}`, usageCode);
  }
  if (isTerminal(0n, call)) throw new Pass("terminal 0");
  const silent = given.length > 0;
  return { code: 1, stdout: silent ? nothing : encode("not a tty\n"), stderr: nothing };
}

/** tty(1) */
export const tty: LookupEntry = {
  name: "tty",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "every option, where standard input is no terminal for sure",
  source: "its input",
  answer,
};
