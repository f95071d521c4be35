// SPDX-License-Identifier: Apache-2.0

/** What a name leads to, for commands that show what stat(2) tells. @module */
import {
  absolute,
  canonicalize,
  isDirectory,
  isLink,
  noSuchFile,
  notDirectory,
  whyMissing,
} from "./canonical.ts";
import type { FileStatus, Host } from "./host.ts";
import { type Call, Pass } from "./types.ts";

/** A status, or why there is none, in the words of strerror(3). */
export type Found =
  | { readonly status: FileStatus; readonly error?: undefined }
  | { readonly status?: undefined; readonly error: string };

/**
 * The status of what a name leads to; of a link itself where links are not followed.
 *
 * @param isExact whether its times matter
 */
export function find(
  name: string,
  call: Pick<Call, "cwd">,
  host: Host,
  { followsLinks, isExact }: { readonly followsLinks: boolean; readonly isExact: boolean },
): Found {
  const statusOf = (path: string) =>
    isExact ? host.statx(path, { followsLinks: false }) : host.lstat(path);
  if (name === "") return { error: noSuchFile };
  const given = absolute(name, call);
  // what a process sees of itself hides behind such names from the host
  if (/\/\.\.(\/|$)/.test(given) && /\/(proc|dev)(\/|$)/.test(given)) {
    throw new Pass(`own-view ${given}`);
  }
  // a dot at the end asks for a directory, as a slash does
  const path = given.replace(/\/\.$/, "/").replace(/\/(\.?\/)+/g, "/");
  const bare = path.replace(/(.)\/+$/, "$1");
  if (!followsLinks && !path.endsWith("/")) {
    const status = statusOf(bare);
    return checked(status ? { status } : { error: whyMissing(bare, host) }, bare);
  }
  const status = statusOf(bare);
  if (status && !isLink(status)) {
    return path.endsWith("/") && bare !== "/" && !isDirectory(status)
      ? { error: notDirectory }
      : checked({ status }, bare);
  }
  // a link is followed here, since the host sees only where it begins
  const target = canonicalize(path, call, host, { existence: "all" });
  if (target.path === undefined) return { error: target.error };
  const reached = statusOf(target.path);
  if (!reached) throw new Pass(`vanished ${path}`);
  return checked({ status: reached }, target.path);
}

/** The command itself would be counted among the links of /proc. */
function checked(found: Found, path: string): Found {
  if (path === "/proc") throw new Pass("own-view /proc");
  return found;
}
