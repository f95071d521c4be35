// SPDX-License-Identifier: Apache-2.0

/** getent(1) of the GNU C library (nss/getent.c), from files. @module */
import { accountRules } from "./accounts.ts";
import { entriesOf, isKnown, isRead, sourcesOf } from "./databases.ts";
import { getentHostRules, hostsOf } from "./getent_hosts.ts";
import { type OptionTable, parseOptions, wholeName } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { encode, nothing } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

const options: OptionTable = {
  short: "s:i",
  long: [["service", "s", "required"], ["no-idn", "i"], ["usage", "usage"]],
};

/** What a key that is not there ends with. */
const missing = 2;

function answer(call: Call, host: Host): Answer {
  const { options: given, operands, error } = parseOptions(call, options);
  // argp(3) has messages of its own
  if (error !== undefined) throw new Pass("option error");
  if (given.some(({ key }) => key === "usage")) throw new Pass("option --usage");
  const [database, ...keys] = operands;
  if (database === undefined || !isKnown(database)) {
    return usage(call, host, database);
  }
  const services = given.filter(({ key }) => key === "s").map(({ value }) => value!);
  const found = database === "hosts"
    ? hostsFound(keys, services, call, host)
    : entriesFound(database, keys, services, host);
  const isMissing = keys.length > 0 && found.some((lines) => lines.length === 0);
  return {
    code: isMissing ? missing : 0,
    stdout: encode(found.flat().map((line) => `${line}\n`).join("")),
    stderr: nothing,
  };
}

/** The lines for each key; without keys, one group of all. */
function entriesFound(
  database: string,
  keys: readonly string[],
  services: readonly string[],
  host: Host,
): string[][] {
  if (!isRead(database)) throw new Pass(`database ${database}`);
  const { entries, isWhole } = entriesOf(database, services, host);
  const found = keys.map((key) => entries.filter((entry) => entry.answers(key)).slice(0, 1));
  if (!isWhole && (keys.length === 0 || found.some((each) => each.length === 0))) {
    throw new Pass(`name service ${database}`);
  }
  const all = keys.length === 0 ? [entries] : found;
  return all.map((each) => each.map(({ line }) => line));
}

function hostsFound(
  keys: readonly string[],
  services: readonly string[],
  call: Call,
  host: Host,
): string[][] {
  // what versions fall back to differs
  const [first, ...others] = sourcesOf("hosts", services, host, ["unknown"]);
  if (first !== "files") throw new Pass(`name service ${first}`);
  return hostsOf(keys, others, call, host);
}

function usage(call: Call, host: Host, database: string | undefined): Answer {
  locale(call, host);
  const name = wholeName(call);
  const message = database === undefined
    ? `${name}: wrong number of arguments`
    : `Unknown database: ${database}`;
  const short = name.slice(name.lastIndexOf("/") + 1);
  const hint = `Try \`${short} --help' or \`${short} --usage' for more information.\n`;
  return { code: 1, stdout: encode(hint), stderr: encode(`${message}\n`) };
}

/** getent(1) */
export const getent: LookupEntry = {
  name: "getent",
  package: "libc-bin",
  presumed: true,
  rules: [
    ...accountRules,
    ...getentHostRules,
    "/etc/protocols r,",
    "/etc/services r,",
    "/var/lib/misc/protocols.db r,",
    "/var/lib/misc/services.db r,",
  ],
  summary: "passwd, group, protocols and services, of files; hosts where /etc/hosts tells",
  source: "/etc/passwd, /etc/group, /etc/services, /etc/protocols, /etc/hosts",
  answer,
};
