// SPDX-License-Identifier: Apache-2.0

/** head(1) of GNU coreutils (src/head.c), for facts of the system. @module */
import { usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { type Amount, lineEnds, parsePartOptions, partOptions, printParts } from "./parts.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

function answer(call: Call, host: Host): Answer {
  const { options, operands, error } = parsePartOptions(call, {
    short: "c:n:qvz",
    long: [
      ["bytes", "c", "required"],
      ["lines", "n", "required"],
      ["-presume-input-pipe", "-"],
      ["quiet", "q"],
      ["silent", "q"],
      ["verbose", "v"],
      ["zero-terminated", "z"],
    ],
  });
  locale(call, host);
  const { amount, names, end } = partOptions(options);
  if (error !== undefined) return usageError(call, error);
  if (amount.sign === "+") throw new Pass("number of another form");
  return printParts(operands, names, call, host, (bytes) => begin(bytes, amount, end));
}

function begin(bytes: Uint8Array, { unit, count, sign }: Amount, end: number): Uint8Array {
  if (unit === "bytes") {
    return bytes.subarray(0, sign === "-" ? Math.max(0, bytes.length - count) : count);
  }
  const ends = lineEnds(bytes, end);
  const lines = sign === "-" ? ends.length - count : Math.min(count, ends.length);
  return bytes.subarray(0, lines > 0 ? ends[lines - 1] : 0);
}

/** head(1) */
export const head: LookupEntry = {
  name: "head",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "every option without multipliers, facts of the system",
  source: "files",
  answer,
};
