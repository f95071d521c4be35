// SPDX-License-Identifier: Apache-2.0

/** arch(1) of GNU coreutils: uname -m under another name. @module */
import { parseOptions, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { quote } from "./quote.ts";
import { printed } from "./text.ts";
import type { Answer, Call, LookupEntry } from "./types.ts";

function answer(call: Call, host: Host): Answer {
  const { operands, error } = parseOptions(call, { short: "" });
  if (error !== undefined || operands.length > 0) {
    const language = locale(call, host);
    return usageError(call, error ?? `extra operand ${quote(operands[0]!, language)}`);
  }
  return printed(`${host.uname().machine}\n`);
}

/** arch(1) */
export const arch: LookupEntry = {
  name: "arch",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "every option",
  source: "uname(2)",
  answer,
};
