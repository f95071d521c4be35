// SPDX-License-Identifier: Apache-2.0

/**
 * Databases of the name service switch that are files, as the GNU C library reads them
 * (nss/nss_files). A line of a form that is not plainly right passes: what becomes of it differs by
 * field and version.
 *
 * @module
 */
import { sources } from "./accounts.ts";
import type { Host } from "./host.ts";
import { decodeExactly } from "./text.ts";
import { Pass } from "./types.ts";

/** One entry of a database. */
export interface Entry {
  /** As getent(1) prints it. */
  readonly line: string;
  /** Whether a key asks for it. */
  answers(key: string): boolean;
}

/** What files tell of a database. */
export interface Entries {
  /** The entries in order. */
  readonly entries: readonly Entry[];
  /** Whether no other source has any. */
  readonly isWhole: boolean;
}

const known: ReadonlySet<string> = new Set(
  ("ahosts ahostsv4 ahostsv6 aliases ethers group gshadow hosts initgroups netgroup networks " +
    "passwd protocols rpc services shadow").split(" "),
);

/** Where each file is, and how one of its lines reads. */
const readers: Readonly<Record<string, readonly [path: string, read: (line: string) => Entry]>> = {
  group: ["/etc/group", readGroup],
  passwd: ["/etc/passwd", readUser],
  protocols: ["/etc/protocols", readProtocol],
  services: ["/etc/services", readService],
};

/** Whether getent(1) has a database of this name. */
export function isKnown(database: string): boolean {
  return known.has(database);
}

/** Whether a database is read here. */
export function isRead(database: string): boolean {
  return Object.hasOwn(readers, database);
}

/**
 * The entries of a database; passes where another source comes before the files.
 *
 * @param services `getent -s`: `NAME` for all databases, `DATABASE:NAME` for one
 */
export function entriesOf(database: string, services: readonly string[], host: Host): Entries {
  const [first, ...others] = sourcesOf(database, services, host);
  if (first !== "files") throw new Pass(`name service ${first}`);
  const [path, read] = readers[database]!;
  const text = decodeExactly(host.read(path) ?? new Uint8Array(0));
  if (text === undefined) throw new Pass(`${path} outside UTF-8`);
  const lines = text.split("\n").filter((line) => !/^[ \t]*(#|$)/.test(line));
  return { entries: lines.map(read), isWhole: others.length === 0 };
}

/**
 * The sources of a database in order.
 *
 * @param services as above
 * @param fallback where nsswitch.conf(5) says nothing
 */
export function sourcesOf(
  database: string,
  services: readonly string[],
  host: Host,
  fallback: readonly string[] = ["files"],
): readonly string[] {
  let chosen: readonly string[] | undefined;
  for (const service of services) {
    const [, name, list] = /^(?:([a-z]+):)?([a-z]+)$/.exec(service) ?? [];
    if (list === undefined || (name !== undefined && !known.has(name))) {
      throw new Pass("option --service");
    }
    if (name === undefined || name === database) chosen = [list];
  }
  return (chosen ?? sources(database, host, fallback)).filter((source) =>
    // without its file, this source has nothing to say
    source !== "db" || host.stat(`/var/lib/misc/${database}.db`) !== undefined
  );
}

function otherForm(line: string): never {
  throw new Pass(`line of another form: ${line.split(/[:\s]/, 1)[0]}`);
}

function readUser(line: string): Entry {
  const match = /^(\w[\w.$-]*):([^:]*):(\d{1,9}):(\d{1,9}):([^:]*):([^:]*):([^:]*)$/.exec(line);
  if (!match) return otherForm(line);
  const [, name, password, uid, gid, ...rest] = match;
  return {
    line: [name, password, Number(uid), Number(gid), ...rest].join(":"),
    answers: (key) => isNamed(key, name!, uid!),
  };
}

function readGroup(line: string): Entry {
  const match = /^(\w[\w.$-]*):([^:]*):(\d{1,9}):((?:[^:,\s]+(?:,[^:,\s]+)*)?)$/.exec(line);
  if (!match) return otherForm(line);
  const [, name, password, gid, members] = match;
  return {
    line: `${name}:${password}:${Number(gid)}:${members}`,
    answers: (key) => isNamed(key, name!, gid!),
  };
}

/** A key of digits is a number, and no name. */
function isNamed(key: string, name: string, id: string): boolean {
  // strtoul(3) takes more for numbers: blanks, signs, and what is beyond 32 bits
  if (/^[\s+-]|^\d{10}/.test(key)) throw new Pass("key of another form");
  return /^\d+$/.test(key) ? Number(key) === Number(id) : key === name;
}

function readProtocol(line: string): Entry {
  const match = /^([!-~]+)[ \t]+(\d{1,9})((?:[ \t]+[!-~]+)*)$/.exec(withoutComment(line));
  if (!match) return otherForm(line);
  const [, name, number, aliases] = match;
  const names = [name!, ...wordsOf(aliases!)];
  return {
    line: [`${name!.padEnd(21)} ${Number(number)}`, ...wordsOf(aliases!)].join(" "),
    answers: (key) =>
      /^\d/.test(key) ? protocolNumber(key) === Number(number) : names.includes(key),
  };
}

/** atol(3) reads as far as there are digits and no further than 2^63; getprotobynumber(3) takes an int. */
function protocolNumber(key: string): number {
  const long = BigInt(/^\d+/.exec(key)![0]);
  const limit = 2n ** 63n - 1n;
  return Number(BigInt.asIntN(32, long > limit ? limit : long));
}

function readService(line: string): Entry {
  // strtoul(3) with base 0: a zero in front would be octal
  const match = /^([!-~]+)[ \t]+(0|[1-9]\d{0,4})\/([!-.0-~]+)((?:[ \t]+[!-~]+)*)$/
    .exec(withoutComment(line));
  if (!match || Number(match[2]) > 65535) return otherForm(line);
  const [, name, port, protocol, aliases] = match;
  const names = [name!, ...wordsOf(aliases!)];
  return {
    line: [`${name!.padEnd(21)} ${port}/${protocol}`, ...wordsOf(aliases!)].join(" "),
    answers(key) {
      const slash = key.indexOf("/");
      const wanted = slash < 0 ? key : key.slice(0, slash);
      if (slash >= 0 && key.slice(slash + 1) !== protocol) return false;
      const isPort = /^\d+$/.test(wanted) && Number(wanted) <= 65535;
      return isPort ? Number(wanted) === Number(port) : names.includes(wanted);
    },
  };
}

function withoutComment(line: string): string {
  return line.replace(/#.*/s, "").replace(/^[ \t]+|[ \t]+$/g, "");
}

function wordsOf(text: string): string[] {
  return text.split(/[ \t]+/).filter((word) => word !== "");
}
