// SPDX-License-Identifier: Apache-2.0

/** Which file a command's name means: the search of execvp(3). @module */
import { accessMode, type Host } from "./host.ts";
import type { Environment } from "./types.ts";

/** Directories whose commands are the system's own. */
const systemDirectories: ReadonlySet<string> = new Set([
  "/bin",
  "/usr/bin",
  "/sbin",
  "/usr/sbin",
]);

/** Where a name leads. */
export type Resolution =
  /** To a system directory's file. */
  | { readonly kind: "system"; readonly path: string }
  /** To a file of the user's own, which only the original may run. */
  | { readonly kind: "other"; readonly path: string }
  /** Nowhere: PATH holds no such command. */
  | { readonly kind: "missing" };

const missing: Resolution = { kind: "missing" };

/** Searches a command as execvp(3) does; an empty or relative PATH entry means the working directory. */
export function resolve(file: string, env: Environment, cwd: string, host: Host): Resolution {
  if (file.includes("/")) {
    if (!file.startsWith("/")) return { kind: "other", path: `${cwd}/${file}` };
    const directory = file.slice(0, file.lastIndexOf("/"));
    if (!systemDirectories.has(directory)) return { kind: "other", path: file };
    return isCommand(file, host) ? { kind: "system", path: file } : missing;
  }
  const path = env.get("PATH");
  // without PATH, C libraries and runtimes fall back to lists of their own
  if (path === undefined) return { kind: "other", path: file };
  for (const entry of path.split(":")) {
    if (!entry.startsWith("/")) {
      const candidate = `${entry === "" ? cwd : `${cwd}/${entry}`}/${file}`;
      if (isCommand(candidate, host)) return { kind: "other", path: candidate };
      continue;
    }
    const candidate = entry.endsWith("/") ? entry + file : `${entry}/${file}`;
    if (!isCommand(candidate, host)) continue;
    return { kind: systemDirectories.has(entry) ? "system" : "other", path: candidate };
  }
  return missing;
}

/** Whether a path is a file that may be executed; one probe where there is none. */
export function isCommand(path: string, host: Host): boolean {
  if (!host.access(path, accessMode.execute)) return false;
  const status = host.stat(path);
  return status !== undefined && (status.mode & 0o170000) === 0o100000;
}
