// SPDX-License-Identifier: Apache-2.0

/** whoami(1) of GNU coreutils. @module */
import { userName } from "./accounts.ts";
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
  return printed(`${userName(host.identity().euid, host)}\n`);
}

/** whoami(1) */
export const whoami: LookupEntry = {
  name: "whoami",
  package: "coreutils",
  presumed: true,
  rules: ["/etc/nsswitch.conf r,", "/etc/passwd r,"],
  summary: "every option",
  source: "/etc/passwd, geteuid(2)",
  answer,
};
