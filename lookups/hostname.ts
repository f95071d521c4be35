// SPDX-License-Identifier: Apache-2.0

/** hostname(1) of Debian's hostname package: what the kernel and /etc/hosts tell. @module */
import type { Host } from "./host.ts";
import { hostRules, linesOf } from "./hosts.ts";
import { printed } from "./text.ts";
import type { Answer, Call, LookupEntry } from "./types.ts";

function answer(call: Call, host: Host): Answer | undefined {
  const { args } = call;
  // several options, and whatever sets a name, are the original's
  if (args.length > 1 || call.build === "unknown") return undefined;
  const { nodename, domainname } = host.uname();
  switch (args[0]) {
    case undefined:
      return printed(`${nodename}\n`);
    case "-s":
    case "--short":
      return printed(`${nodename.split(".")[0]}\n`);
    case "-f":
    case "--fqdn":
    case "--long":
      return printed(`${fullName(nodename, host)}\n`);
    case "-d":
    case "--domain": {
      const name = fullName(nodename, host);
      // without a domain not even a newline
      return printed(name.includes(".") ? `${name.slice(name.indexOf(".") + 1)}\n` : "");
    }
    case "-i":
    case "--ip-address": {
      const lines = linesOf(nodename, host);
      // several come in an order that depends on routes
      return lines.length === 1 ? printed(`${lines[0]!.address}\n`) : undefined;
    }
    case "-y":
    case "--yp":
    case "--nis":
      // the complaint goes to standard output
      return domainname === "(none)"
        ? { ...printed("hostname: Local domain name not set\n"), code: 1 }
        : printed(`${domainname}\n`);
    default:
      return undefined;
  }
}

/** The canonical name as getaddrinfo(3) takes it from the file: the first of the first line. */
function fullName(nodename: string, host: Host): string {
  return linesOf(nodename, host)[0]!.names[0]!;
}

/** hostname(1) */
export const hostname: LookupEntry = {
  name: "hostname",
  package: "hostname",
  presumed: true,
  rules: [...hostRules, "/etc/os-release r,", "/usr/lib/os-release r,"],
  summary: "no option, -s, -y; -f, -d and -i where /etc/hosts tells",
  answer,
};
