// SPDX-License-Identifier: Apache-2.0

/** sleep(1) of GNU coreutils (src/sleep.c), where it does not wait. @module */
import { parseOptions, programName, usageError, usageHint } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { quote } from "./quote.ts";
import { failed, printed } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

const zero = /^[\t-\r ]*\+?(0+\.?0*|\.0+)(e[+-]?\d{1,3})?[smhd]?$/i;
const whole = /^\d+[smhd]?$/;
/** No number, nor one of the words that strtod(3) takes; or more behind it than a unit. */
const wrong = /^(?!inf|nan)[a-z]+$|^\d+([a-ce-gi-ln-rt-z]|(?!x)[a-z][a-z]+)$/i;

function answer(call: Call, host: Host): Answer {
  const { operands, error } = parseOptions(call, { short: "" });
  const language = locale(call, host);
  if (error !== undefined) return usageError(call, error);
  if (call.args.length === 0) return usageError(call, "missing operand");
  let complaints = "";
  let waits = false;
  for (const operand of operands) {
    if (wrong.test(operand)) {
      complaints += `${programName(call)}: invalid time interval ${quote(operand, language)}\n`;
    } else if (!zero.test(operand)) {
      if (!whole.test(operand)) throw new Pass("interval of another form");
      waits = true;
    }
  }
  if (complaints !== "") return failed(1, complaints + usageHint(call));
  if (waits) throw new Pass("waiting");
  return printed("");
}

/** sleep(1) */
export const sleep: LookupEntry = {
  name: "sleep",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "intervals of 0, and what is none",
  source: "its arguments",
  answer,
};
