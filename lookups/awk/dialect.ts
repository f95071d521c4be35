// SPDX-License-Identifier: Apache-2.0

/**
 * Which awk a name leads to, and what differs between them. Debian's is mawk, of which each release
 * has one version; of others (gawk, BusyBox) only what all of them print alike is answered, and of a
 * mawk that nobody compared nothing.
 *
 * @module
 */
import { finalName } from "../build.ts";
import type { Host } from "../host.ts";
import { type Call, Pass } from "../types.ts";

/** An awk, as far as it differs from others. */
export interface Dialect {
  /** mawk 1.3.4 of 2020 (Debian 12), of 2024 and later (Ubuntu 24.04, Debian 13), or any awk. */
  readonly kind: "mawk-2020" | "mawk" | "any";
  /** The greatest whole number that is printed as one. */
  readonly mostInteger: number;
}

const mawk2020: Dialect = { kind: "mawk-2020", mostInteger: 2 ** 31 - 1 };
const mawk: Dialect = { kind: "mawk", mostInteger: 2 ** 53 };
const any: Dialect = { kind: "any", mostInteger: 2 ** 31 - 1 };

/** Programs that were compared. */
const compared: ReadonlySet<string> = new Set(["mawk", "gawk", "busybox"]);

/** The dialect of the command that a call leads to; passes where it was never compared. */
export function dialectOf({ build, path }: Pick<Call, "build" | "path">, host: Host): Dialect {
  if (path === undefined) throw new Pass("missing awk");
  const program = finalName(path, host);
  if (!compared.has(program)) throw new Pass(`awk of ${program}`);
  if (program !== "mawk") return any;
  switch (build) {
    case "debian-12":
      return mawk2020;
    case "debian-13":
    case "ubuntu-24.04":
      return mawk;
    default:
      // the one of 2026 compares empty fields in another way
      throw new Pass("release of mawk");
  }
}

/** Passes where awks differ, and it is not known which one is asked. */
export function requireMawk(dialect: Dialect, what: string): void {
  if (dialect.kind === "any") throw new Pass(`awk ${what}`);
}
