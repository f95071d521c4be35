// SPDX-License-Identifier: Apache-2.0

/** Which GNU coreutils a build has: what differs by version asks here. @module */
import { type Build, type Call, Pass } from "./types.ts";

/** Minor versions of coreutils 9, by build. */
const versions: { readonly [build in Exclude<Build, "unknown">]: number } = {
  "debian-12": 1,
  "ubuntu-24.04": 4,
  "debian-13": 7,
  "debian-sid": 10,
};

/** Whether a call's command is of coreutils 9.`minor` or later; passes for an unknown build. */
export function isSince(minor: number, { build }: Pick<Call, "build">): boolean {
  if (build === "unknown") throw new Pass("build unknown");
  return versions[build] >= minor;
}
