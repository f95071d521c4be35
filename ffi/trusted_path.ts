// SPDX-License-Identifier: Apache-2.0

/** Which libraries may be loaded into the process. @module */

/** Directories that only root writes to on any system that deserves the name. */
const libraryDirectories = /^\/(usr\/)?lib(64|\/[a-z0-9_]+-linux-(gnu|musl))?\/[^/]+$/;

/**
 * Whether a library's file belongs to root and others cannot write it. Where the runtime's
 * permission withholds its status, a system's library directory is trusted by its name.
 */
export function isTrusted(path: string): boolean {
  const status = fileStatus(path);
  if (status === "withheld") return libraryDirectories.test(path);
  if (status === undefined) return false;
  return status.isFile && status.uid === 0 && (status.mode & 0o022) === 0;
}

interface Status {
  isFile: boolean;
  uid: number;
  mode: number;
}

function fileStatus(path: string): Status | "withheld" | undefined {
  if ("Bun" in globalThis) {
    const { statSync } = process.getBuiltinModule("node:fs");
    const status = statSync(path, { throwIfNoEntry: false });
    return status && { isFile: status.isFile(), uid: status.uid, mode: status.mode };
  }
  if (Deno.permissions.querySync({ name: "read", path }).state !== "granted") return "withheld";
  try {
    const { isFile, uid, mode } = Deno.statSync(path);
    return { isFile, uid: uid ?? -1, mode: mode ?? 0 };
  } catch {
    return undefined;
  }
}
