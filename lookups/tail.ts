// SPDX-License-Identifier: Apache-2.0

/** tail(1) of GNU coreutils (src/tail.c), for facts of the system. @module */
import { usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { type Amount, lineEnds, parsePartOptions, partOptions, printParts } from "./parts.ts";
import { printed } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

/** Options that only matter to who follows a file. */
const following = ["f", "F", "s", "retry", "pid", "max-unchanged-stats"];

function answer(call: Call, host: Host): Answer {
  // -5 is taken in front of one file alone
  if (/^-\d/.test(call.args[0] ?? "") && call.args.length > 2) throw new Pass("option -NUM");
  const { options, operands, error } = parsePartOptions(call, {
    short: "c:n:fFqs:vz",
    long: [
      ["bytes", "c", "required"],
      ["follow", "f", "optional"],
      ["lines", "n", "required"],
      ["max-unchanged-stats", "max-unchanged-stats", "required"],
      ["pid", "pid", "required"],
      ["quiet", "q"],
      ["retry", "retry"],
      ["silent", "q"],
      ["sleep-interval", "s", "required"],
      ["verbose", "v"],
      ["zero-terminated", "z"],
    ],
  });
  locale(call, host);
  if (error !== undefined) return usageError(call, error);
  if (options.some(({ key }) => following.includes(key))) throw new Pass("option --follow");
  // an old form by itself; a file by this name in later versions
  if (operands[0]?.startsWith("+")) throw new Pass("operand +NUM");
  const { amount, names, end } = partOptions(options);
  // nothing is asked for, and no file is even opened
  if (amount.count === 0 && amount.sign !== "+") return printed("");
  return printParts(operands, names, call, host, (bytes) => last(bytes, amount, end));
}

function last(bytes: Uint8Array, { unit, count, sign }: Amount, end: number): Uint8Array {
  const fromStart = sign === "+";
  if (unit === "bytes") {
    return bytes.subarray(fromStart ? Math.max(0, count - 1) : Math.max(0, bytes.length - count));
  }
  const ends = lineEnds(bytes, end);
  const skipped = fromStart ? count - 1 : ends.length - count;
  if (skipped <= 0) return bytes;
  return bytes.subarray(ends[skipped - 1] ?? bytes.length);
}

/** tail(1) */
export const tail: LookupEntry = {
  name: "tail",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "every option without multipliers and without following, facts of the system",
  answer,
};
