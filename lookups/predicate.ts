// SPDX-License-Identifier: Apache-2.0

/** What test(1) asks of files and of descriptors, in coreutils and in shells alike. @module */
import { absolute } from "./canonical.ts";
import { accessMode, type ExactStatus, type FileStatus, type Host } from "./host.ts";
import { type Call, Pass } from "./types.ts";

/** The part of a call that files and descriptors are told by. */
export type Place = Pick<Call, "cwd" | "input" | "stdout" | "stderr">;

const typeMask = 0o170000;
/** File types by their letter. */
const types: Readonly<Record<string, number>> = {
  b: 0o060000,
  c: 0o020000,
  d: 0o040000,
  f: 0o100000,
  p: 0o010000,
  S: 0o140000,
};
/** Bits of the mode by their letter. */
const bits: Readonly<Record<string, number>> = { g: 0o2000, k: 0o1000, u: 0o4000 };
const modes: Readonly<Record<string, number>> = {
  r: accessMode.read,
  w: accessMode.write,
  x: accessMode.execute,
};

/** Whether a file is what a letter asks for; undefined where the letter asks nothing of files. */
export function isFile(
  letter: string,
  name: string,
  place: Place,
  host: Host,
): boolean | undefined {
  if (!/^[bcdefgGhkLNOprsStuwx]$/.test(letter) || letter === "t") return undefined;
  // an empty name is no file
  if (name === "") return false;
  const path = pathOf(name, place);
  if (letter === "h" || letter === "L") {
    const status = host.lstat(path);
    return status !== undefined && (status.mode & typeMask) === 0o120000;
  }
  const mode = modes[letter];
  if (mode !== undefined) {
    // without system calls a runtime guesses from the file's mode, and ids are not known either
    host.identity();
    return host.access(path, mode);
  }
  if (letter === "N") {
    const status = host.statx(path, { followsLinks: true });
    return status !== undefined && status.mtimeNs > status.atimeNs;
  }
  const status = host.stat(path);
  return status !== undefined && has(letter, status, host);
}

function has(letter: string, status: FileStatus, host: Host): boolean {
  const { mode } = status;
  const type = types[letter];
  if (type !== undefined) return (mode & typeMask) === type;
  const bit = bits[letter];
  if (bit !== undefined) return (mode & bit) !== 0;
  switch (letter) {
    case "s":
      return status.size > 0n;
    case "O":
      return status.uid === host.identity().euid;
    case "G":
      return status.gid === host.identity().egid;
    default: // -e
      return true;
  }
}

/** What `-nt`, `-ot` and `-ef` compare; undefined where there is no such file. */
export function statusOf(name: string, place: Place, host: Host): ExactStatus | undefined {
  return name === "" ? undefined : host.statx(pathOf(name, place), { followsLinks: true });
}

/** Whether two names lead to the same file. */
export function isSame(one: FileStatus | undefined, other: FileStatus | undefined): boolean {
  return one !== undefined && other !== undefined && one.dev === other.dev && one.ino === other.ino;
}

function pathOf(name: string, place: Place): string {
  const path = absolute(name, place);
  // what a process sees of itself hides behind such names from the host
  if (/\/\.{0,2}\//.test(path) && /proc|dev/.test(path)) throw new Pass(`own-view ${path}`);
  return path;
}

/** Whether a descriptor is a terminal. */
export function isTerminal(descriptor: bigint, place: Place): boolean {
  const kind = descriptor === 0n
    ? place.input.kind
    : descriptor === 1n
    ? place.stdout
    : descriptor === 2n
    ? place.stderr
    : "inherit";
  // the Call does not tell what this process' own descriptors are
  if (kind === "inherit") throw new Pass(`terminal ${descriptor}`);
  return false;
}
