// SPDX-License-Identifier: Apache-2.0

/** getent(1) of the GNU C library (nss/getent.c), from files. @module */
import { accountRules } from "./accounts.ts";
import { entriesOf, type Entry, isKnown, isRead } from "./databases.ts";
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
  if (!isRead(database)) throw new Pass(`database ${database}`);
  const services = given.filter(({ key }) => key === "s").map(({ value }) => value!);
  const { entries, isWhole } = entriesOf(database, services, host);
  if (keys.length === 0) {
    if (!isWhole) throw new Pass(`name service ${database}`);
    return { code: 0, stdout: linesOf(entries), stderr: nothing };
  }
  const found = keys.map((key) => entries.find((entry) => entry.answers(key)));
  if (!isWhole && found.includes(undefined)) throw new Pass(`name service ${database}`);
  return {
    code: found.includes(undefined) ? missing : 0,
    stdout: linesOf(found.filter((entry) => entry !== undefined)),
    stderr: nothing,
  };
}

function linesOf(entries: readonly Entry[]): Uint8Array {
  return encode(entries.map(({ line }) => `${line}\n`).join(""));
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
    "/etc/protocols r,",
    "/etc/services r,",
    "/var/lib/misc/protocols.db r,",
    "/var/lib/misc/services.db r,",
  ],
  summary: "passwd, group, protocols and services, of files",
  source: "/etc/passwd, /etc/group, /etc/services, /etc/protocols",
  answer,
};
