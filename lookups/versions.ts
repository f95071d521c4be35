// SPDX-License-Identifier: Apache-2.0

/** Which versions of GNU's programs a build has: what differs by version asks here. @module */
import { type Build, type Call, Pass } from "./types.ts";

/** Minor versions of coreutils 9, the GNU C library 2, util-linux 2, bash 5 and ncurses 6. */
const versions: {
  readonly [build in Exclude<Build, "unknown">]: readonly [
    coreutils: number,
    glibc: number,
    utilLinux: number,
    bash: number,
    ncurses: number,
  ];
} = {
  "debian-12": [1, 36, 38, 2, 4],
  "ubuntu-24.04": [4, 39, 39, 2, 4],
  "debian-13": [7, 41, 41, 2, 5],
  "debian-sid": [10, 43, 42, 3, 6],
};

type Built = Pick<Call, "build">;

/** Whether a call's command is of coreutils 9.`minor` or later; passes for an unknown build. */
export function isSince(minor: number, call: Built): boolean {
  return of(call)[0] >= minor;
}

/** The minor version of a call's GNU C library 2; passes for an unknown build. */
export function glibcVersion(call: Built): number {
  return of(call)[1];
}

/** The minor version of a call's util-linux 2; passes for an unknown build. */
export function utilLinuxVersion(call: Built): number {
  return of(call)[2];
}

/** The minor version of bash 5 in a build; passes for an unknown one. */
export function bashVersion(call: Built): number {
  return of(call)[3];
}

/** The minor version of ncurses 6 in a build; passes for an unknown one. */
export function ncursesVersion(call: Built): number {
  return of(call)[4];
}

function of({ build }: Built) {
  if (build === "unknown") throw new Pass("build unknown");
  return versions[build];
}
