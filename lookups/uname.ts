// SPDX-License-Identifier: Apache-2.0

/** uname(1) of GNU coreutils, from uname(2). @module */
import { buildRules } from "./build.ts";
import { type OptionTable, parseOptions, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { quote } from "./quote.ts";
import { printed } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

// obsolete names are listed, since getopt_long(3) lists them among the possibilities
const options: OptionTable = {
  short: "asnrvmpio",
  long: [
    ["all", "a"],
    ["kernel-name", "s"],
    ["sysname", "s"],
    ["nodename", "n"],
    ["kernel-release", "r"],
    ["release", "r"],
    ["kernel-version", "v"],
    ["machine", "m"],
    ["processor", "p"],
    ["hardware-platform", "i"],
    ["operating-system", "o"],
  ],
};

/** In the order of printing. */
const order = "snrvmpio";

function answer(call: Call, host: Host): Answer | undefined {
  const { options: given, operands, error } = parseOptions(call, options);
  if (error !== undefined) {
    locale(call, host);
    return usageError(call, error);
  }
  if (operands.length > 0) {
    return usageError(call, `extra operand ${quote(operands[0]!, locale(call, host))}`);
  }
  const all = given.some(({ key }) => key === "a");
  const wanted = new Set(all ? order : given.map(({ key }) => key));
  if (wanted.size === 0) wanted.add("s");
  const words: string[] = [];
  for (const key of order) {
    if (!wanted.has(key)) continue;
    const word = field(key, call, host);
    // -a leaves out what is unknown (coreutils src/uname.c)
    if (!(all && word === "unknown")) words.push(word);
  }
  return printed(`${words.join(" ")}\n`);
}

function field(key: string, call: Call, host: Host): string {
  switch (key) {
    case "s":
      return host.uname().sysname;
    case "n":
      return host.uname().nodename;
    case "r":
      return host.uname().release;
    case "v":
      return host.uname().version;
    case "m":
      return host.uname().machine;
    case "o":
      return "GNU/Linux";
    default: // -p and -i: unknown upstream, the machine by a patch of Ubuntu's
      if (call.build === "unknown") throw new Pass("build unknown");
      return call.build === "ubuntu-24.04" ? host.uname().machine : "unknown";
  }
}

/** uname(1) */
export const uname: LookupEntry = {
  name: "uname",
  package: "coreutils",
  presumed: true,
  rules: buildRules,
  summary: "every option",
  source: "uname(2)",
  answer,
};
