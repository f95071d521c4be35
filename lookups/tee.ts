// SPDX-License-Identifier: Apache-2.0

/** tee(1) of GNU coreutils (src/tee.c), which writes to no file here. @module */
import { type OptionTable, parseOptions, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { readInput } from "./operand.ts";
import { nothing } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

const options: OptionTable = {
  short: "aip",
  long: [
    ["append", "a"],
    ["ignore-interrupts", "i"],
    ["output-error", "p", "optional"],
  ],
};

const modes = ["warn", "warn-nopipe", "exit", "exit-nopipe"];

function answer(call: Call, host: Host): Answer {
  const { options: given, operands, error } = parseOptions(call, options);
  locale(call, host);
  for (const { value } of given) {
    if (value !== undefined && !modes.includes(value)) throw new Pass(`mode ${value}`);
  }
  if (error !== undefined) return usageError(call, error);
  const file = operands.find((name) => name !== "/dev/null");
  if (file !== undefined) throw new Pass("output file");
  return { code: 0, stdout: readInput(call), stderr: nothing };
}

/** tee(1) */
export const tee: LookupEntry = {
  name: "tee",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "every option, no file but /dev/null",
  source: "its input",
  answer,
};
