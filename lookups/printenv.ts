// SPDX-License-Identifier: Apache-2.0

/** printenv(1) of GNU coreutils (src/printenv.c), for variables that say nothing secret. @module */
import { type OptionTable, parseOptions, usageError, usageHint } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { encode, failed, nothing } from "./text.ts";
import type { Answer, Call, LookupEntry } from "./types.ts";
import { shownVariable, shownVariables } from "./variable.ts";

/** `-i` and `-u` are taken for env's sake, and lead to the usage. */
const options: OptionTable = { short: "+iu:0", long: [["null", "0"]] };

/** What usage errors end with: 1 is a variable that is not set. */
const usageCode = 2;

function answer(call: Call, host: Host): Answer {
  const { options: given, operands, error } = parseOptions(call, options);
  if (given.some(({ key }) => key !== "0")) {
    locale(call, host);
    return failed(usageCode, usageHint(call));
  }
  if (error !== undefined) {
    locale(call, host);
    return usageError(call, error, usageCode);
  }
  const end = given.length > 0 ? "\0" : "\n";
  const values = operands.length > 0
    ? operands.map((name) => name.includes("=") ? undefined : shownVariable(name, call))
    : shownVariables(call).map(([name, value]) => `${name}=${value}`);
  const stdout = values.map((value) => value === undefined ? "" : value + end).join("");
  return { code: values.includes(undefined) ? 1 : 0, stdout: encode(stdout), stderr: nothing };
}

/** printenv(1) */
export const printenv: LookupEntry = {
  name: "printenv",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "every option, variables that say nothing secret",
  source: "its environment",
  answer,
};
