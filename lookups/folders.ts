// SPDX-License-Identifier: Apache-2.0

/**
 * Which directories lookups list. What stat(2) tells of a path that somebody names is no content:
 * test, readlink, stat and `ls -d` answer for every one. The names in a directory are content, and are
 * told by default where they are facts of the system, as globs are.
 *
 * @module
 */
import { canonicalize } from "./canonical.ts";
import type { Host } from "./host.ts";
import { type Call, Pass } from "./types.ts";

/** Directories of the system, with what is below them, as real packages list them. */
let systemFolders: RegExp | undefined;

/** Passes where the names in a directory may not be told, or would be others to a child. */
export function requireListable(
  path: string,
  call: Pick<Call, "cwd" | "policy">,
  host: Host,
): void {
  const { path: physical } = canonicalize(path, call, host, { existence: "all" });
  if (physical === undefined) throw new Pass(`vanished ${path}`);
  systemFolders ??= new RegExp(
    "^/(sys/(block|bus|class|devices)|proc/(asound|sys/kernel)|etc/(rc\\.d/)?init\\.d|" +
      "dev/(disk|dri|serial|snd)|usr/share/(applications|zoneinfo))(/|$)",
  );
  if (systemFolders.test(physical)) return;
  if (call.policy.files !== "all") throw new Pass(`policy ${physical}`);
  // a child's own process and its descriptors would be there
  if (/^\/(proc|dev\/(fd|pts))(\/|$)/.test(physical)) throw new Pass(`own-view ${physical}`);
}

/** What a walk through directories may cost. */
export class Effort {
  #left: number;

  /** @param call whose caller waits, or whose event loop must go on */
  constructor({ mayWait }: Pick<Call, "mayWait">) {
    this.#left = mayWait ? 50_000 : 500;
  }

  /** Passes where more files are looked at than the caller has time for. */
  count(files: number): void {
    this.#left -= files;
    if (this.#left < 0) throw new Pass("too many files");
  }
}
