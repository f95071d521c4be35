// SPDX-License-Identifier: Apache-2.0

/** hostname(1) of Debian's hostname package: the forms that ask only the kernel. @module */
import type { Host } from "./host.ts";
import { printed } from "./text.ts";
import type { Answer, Call, LookupEntry } from "./types.ts";

function answer(call: Call, host: Host): Answer | undefined {
  if (call.build === "unknown") return undefined;
  const { nodename } = host.uname();
  const [first, ...rest] = call.args;
  if (rest.length > 0) return undefined;
  if (first === undefined) return printed(`${nodename}\n`);
  // hostname.c cuts at the first dot; every other option asks the resolver or sets the name
  if (first === "-s" || first === "--short") return printed(`${nodename.split(".")[0]}\n`);
  return undefined;
}

/** hostname(1) */
export const hostname: LookupEntry = {
  name: "hostname",
  package: "hostname",
  presumed: true,
  rules: ["/etc/os-release r,", "/usr/lib/os-release r,"],
  summary: "no option, -s",
  answer,
};
