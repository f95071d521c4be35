// SPDX-License-Identifier: Apache-2.0

/** hostname(1) of Debian's hostname package: what the kernel and /etc/hosts tell. @module */
import { type OptionTable, parseOptions } from "./getopt.ts";
import type { Host } from "./host.ts";
import { hostRules, linesOf, nameOf } from "./hosts.ts";
import { commandName } from "./command_name.ts";
import { printed } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

const options: OptionTable = {
  short: "aAdfbF:hisIVy",
  long: [
    ["domain", "d"],
    ["boot", "b"],
    ["file", "F", "required"],
    ["fqdn", "f"],
    ["all-fqdns", "A"],
    ["help", "h"],
    ["long", "f"],
    ["short", "s"],
    ["version", "V"],
    ["alias", "a"],
    ["ip-address", "i"],
    ["all-ip-addresses", "I"],
    ["nis", "y"],
    ["yp", "y"],
  ],
};

function answer(call: Call, host: Host): Answer | undefined {
  // by another name it is another command
  if (call.build === "unknown" || commandName(call.argv0) !== "hostname") return undefined;
  const { options: given, operands, error } = parseOptions(call, options);
  // the usage grows by version, and whatever sets a name is the original's
  if (error !== undefined) throw new Pass("usage");
  if (operands.length > 0) throw new Pass("sets a name");
  const other = given.find(({ key }) => "abFhV".includes(key));
  if (other) throw new Pass(`option -${other.key}`);
  const { nodename, domainname } = host.uname();
  switch (given.at(-1)?.key) {
    case undefined:
      return printed(`${nodename}\n`);
    case "s":
      return printed(`${nodename.split(".")[0]}\n`);
    case "f":
      return printed(`${fullName(nodename, call, host)}\n`);
    case "d": {
      const name = fullName(nodename, call, host);
      // without a domain not even a newline
      return printed(name.includes(".") ? `${name.slice(name.indexOf(".") + 1)}\n` : "");
    }
    case "i": {
      const lines = linesOf(nodename, call, host);
      // several come in an order that depends on routes
      return lines.length === 1 ? printed(`${lines[0]!.address}\n`) : undefined;
    }
    case "I":
      return list(ownAddresses(host));
    case "A":
      return list(ownAddresses(host).map((address) => nameOf(address, call, host)));
    case "y":
      // the complaint goes to standard output
      return domainname === "(none)"
        ? { ...printed("hostname: Local domain name not set\n"), code: 1 }
        : printed(`${domainname}\n`);
  }
}

/** The canonical name as getaddrinfo(3) takes it from the file: the first of the first line. */
function fullName(nodename: string, call: Call, host: Host): string {
  return linesOf(nodename, call, host)[0]!.names[0]!;
}

/** fe80::/10 and ff02::/16 with its kin, as inet_ntop(3) writes them. */
const linkLocal = /^(fe[89ab][0-9a-f]|ff[0-9a-f]2):/;

/** What others reach this host by: nothing of loopback, of interfaces that are down, of one link. */
function ownAddresses(host: Host): string[] {
  return host.interfaceAddresses()
    .filter(({ address, up, loopback }) => up && !loopback && !linkLocal.test(address))
    .map(({ address }) => address);
}

function list(words: readonly string[]): Answer {
  return printed(`${words.map((word) => `${word} `).join("")}\n`);
}

/** hostname(1) */
export const hostname: LookupEntry = {
  name: "hostname",
  package: "hostname",
  presumed: true,
  rules: [
    ...hostRules,
    "/etc/os-release r,",
    "/usr/lib/os-release r,",
    "network netlink raw,",
  ],
  summary: "no option, -s, -y, -I; -f, -d, -i and -A where /etc/hosts tells",
  source: "uname(2), getifaddrs(3), /etc/hosts",
  answer,
};
