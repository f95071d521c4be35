// SPDX-License-Identifier: Apache-2.0

/** tail(1) of GNU coreutils (src/tail.c), for facts of the system. @module */
import { buildRules } from "./build.ts";
import { type LongOption, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { type Amount, lineEnds, parsePartOptions, partOptions, printParts } from "./parts.ts";
import { printed } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";
import { isSince } from "./versions.ts";

/** Since coreutils 9.10. */
const debug: LongOption = ["debug", "debug"];

/** Options that only matter to who follows a file. */
const following = ["f", "F", "s", "retry", "pid", "max-unchanged-stats"];

function answer(call: Call, host: Host): Answer {
  // -5 is taken in front of one file alone
  const [first = "", second = "", ...rest] = call.args;
  if (/^-\d/.test(first) && (rest.length > 0 || /^-./.test(second))) {
    throw new Pass("option -NUM");
  }
  const { options, operands, error } = parsePartOptions(call, {
    short: "c:n:fFqs:vz",
    long: [
      ["bytes", "c", "required"],
      ...call.build !== "unknown" && isSince(10, call) ? [debug] : [],
      ["follow", "f", "optional"],
      ["lines", "n", "required"],
      ["max-unchanged-stats", "max-unchanged-stats", "required"],
      ["-disable-inotify", "-"],
      ["pid", "pid", "required"],
      ["-presume-input-pipe", "-"],
      ["quiet", "q"],
      ["retry", "retry"],
      ["silent", "q"],
      ["sleep-interval", "s", "required"],
      ["verbose", "v"],
      ["zero-terminated", "z"],
    ],
  });
  locale(call, host);
  if (options.some(({ key }) => following.includes(key))) throw new Pass("option --follow");
  if (options.some(({ key }) => key === "debug")) throw new Pass("option --debug");
  const { amount, names, end } = partOptions(options);
  if (error !== undefined) return usageError(call, error);
  // an old form by itself; a file by this name in later versions
  if (operands[0]?.startsWith("+")) throw new Pass("operand +NUM");
  // one plus holds for all numbers behind it
  const fromStart = options.some(({ key, value }) => "cn".includes(key) && value!.startsWith("+"));
  // nothing is asked for, and no file is even opened
  if (amount.count === 0 && !fromStart) return printed("");
  const part = fromStart ? from : last;
  return printParts(operands, names, call, host, (bytes) => part(bytes, amount, end));
}

/** What begins with the unit of that number; the first is 1, and so is 0. */
function from(bytes: Uint8Array, { unit, count }: Amount, end: number): Uint8Array {
  if (count <= 1) return bytes;
  if (unit === "bytes") return bytes.subarray(count - 1);
  return bytes.subarray(lineEnds(bytes, end)[count - 2] ?? bytes.length);
}

function last(bytes: Uint8Array, { unit, count }: Amount, end: number): Uint8Array {
  if (unit === "bytes") return bytes.subarray(Math.max(0, bytes.length - count));
  const ends = lineEnds(bytes, end);
  return ends.length <= count ? bytes : bytes.subarray(ends[ends.length - count - 1]);
}

/** tail(1) */
export const tail: LookupEntry = {
  name: "tail",
  package: "coreutils",
  presumed: true,
  rules: buildRules,
  summary: "every option without multipliers and without following, facts of the system",
  source: "files",
  answer,
};
