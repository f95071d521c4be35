// SPDX-License-Identifier: Apache-2.0

/**
 * Users and groups of passwd(5) and group(5). No module of the name service switch is loaded into
 * the process: where nsswitch.conf(5) asks another source first, or a key is not in the files and
 * another source may have it, only the original knows.
 *
 * @module
 */
import type { Host } from "./host.ts";
import { decode, decodeExactly } from "./text.ts";
import { Pass } from "./types.ts";

/** A line of passwd(5). */
export interface User {
  /** Login name. */
  readonly name: string;
  /** Password field. */
  readonly password: string;
  /** User ID. */
  readonly uid: number;
  /** Primary group. */
  readonly gid: number;
  /** Comment: full name. */
  readonly comment: string;
  /** Home directory. */
  readonly home: string;
  /** Login shell. */
  readonly shell: string;
}

/** A line of group(5). */
export interface Group {
  /** Its name. */
  readonly name: string;
  /** Password field. */
  readonly password: string;
  /** Group ID. */
  readonly gid: number;
  /** Names of users. */
  readonly members: readonly string[];
}

/** The rules that a lookup of users and groups needs. */
export const accountRules: readonly string[] = [
  "/etc/group r,",
  "/etc/nsswitch.conf r,",
  "/etc/passwd r,",
];

/** The first user that fits; undefined where there is none for sure. */
export function findUser(host: Host, fits: (user: User) => boolean): User | undefined {
  return find(host, "passwd", users(host), fits);
}

/** The first group that fits; undefined where there is none for sure. */
export function findGroup(host: Host, fits: (group: Group) => boolean): Group | undefined {
  return find(host, "group", groups(host), fits);
}

/** The name of a user; passes where there is none, since what is printed then differs by command. */
export function userName(uid: number, host: Host): string {
  const user = findUser(host, (each) => each.uid === uid);
  if (!user) throw new Pass(`no name for user ${uid}`);
  return user.name;
}

/** The name of a group; passes where there is none. */
export function groupName(gid: number, host: Host): string {
  const group = findGroup(host, (each) => each.gid === gid);
  if (!group) throw new Pass(`no name for group ${gid}`);
  return group.name;
}

/** The groups of a user as getgrouplist(3) gives them: the primary one, then those of the file. */
export function groupsOf(user: User, host: Host): number[] {
  // another source may know of more
  if (sources("group", host).length > 1 || sources("initgroups", host, []).length > 0) {
    requireOnlyHarmlessSources(host);
  }
  const listed = groups(host).filter(({ members, gid }) =>
    members.includes(user.name) && gid !== user.gid
  );
  return [user.gid, ...new Set(listed.map(({ gid }) => gid))];
}

/** systemd(8) synthesizes users and groups of its own, and adds nobody to another. */
function requireOnlyHarmlessSources(host: Host): void {
  for (const source of [...sources("group", host), ...sources("initgroups", host, [])]) {
    if (source !== "files" && source !== "systemd") throw new Pass(`name service ${source}`);
  }
}

function find<T>(host: Host, database: string, entries: readonly T[], fits: (entry: T) => boolean) {
  const [first, ...others] = sources(database, host);
  if (first !== "files") throw new Pass(`name service ${first}`);
  const entry = entries.find(fits);
  if (!entry && others.length > 0) throw new Pass(`name service ${others[0]}`);
  return entry;
}

/** The sources of a database in order; without a line for it, what the C library falls back to. */
export function sources(
  database: string,
  host: Host,
  fallback: readonly string[] = ["files"],
): readonly string[] {
  const text = decode(host.read("/etc/nsswitch.conf") ?? new Uint8Array(0));
  const line = text.split("\n").find((each) => each.trimStart().startsWith(`${database}:`));
  if (line === undefined) return fallback;
  const [, list = ""] = line.split("#")[0]!.split(":");
  // an action changes what an answer of the source before it means; behind the source that follows
  // files, it comes only where files had none
  if (list.includes("[") && !/^[^[]*\bfiles\s+[^\s[]/.test(list)) {
    throw new Pass(`name service ${database} with actions`);
  }
  return list.replace(/\[[^\]]*\]/g, " ").trim().split(/\s+/);
}

/** The lines of passwd(5) that the loader of the C library takes. */
export function users(host: Host): User[] {
  return rows("/etc/passwd", host).filter((row) => row.length >= 7 && isNumber(row[3])).map(
    ([name, password, uid, gid, comment, home, ...shell]) => ({
      name: name!,
      password: password!,
      uid: Number(uid),
      gid: Number(gid),
      comment: comment!,
      home: home!,
      shell: shell.join(":"),
    }),
  );
}

/** The lines of group(5) likewise. */
export function groups(host: Host): Group[] {
  return rows("/etc/group", host).filter((row) => row.length >= 3).map(
    ([name, password, gid, members = ""]) => ({
      name: name!,
      password: password!,
      gid: Number(gid),
      members: members.split(",").filter((member) => member !== ""),
    }),
  );
}

function rows(path: string, host: Host): string[][] {
  const text = decodeExactly(host.read(path) ?? new Uint8Array(0));
  if (text === undefined) throw new Pass(`${path} outside UTF-8`);
  return text.split("\n")
    // lines of the old NIS compatibility begin with + or -
    .filter((line) => /^[^#+\-\s]/.test(line))
    .map((line) => line.split(":"))
    .filter((row) => isNumber(row[2]));
}

function isNumber(text: string | undefined): boolean {
  return text !== undefined && /^\d{1,10}$/.test(text);
}
