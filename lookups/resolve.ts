// SPDX-License-Identifier: Apache-2.0

/** Which file a command's name means: the search of execvp(3). @module */
import type { Host } from "./host.ts";
import { type Environment, Pass } from "./types.ts";

/** Directories whose commands are the system's own. */
const systemDirectories: ReadonlySet<string> = new Set([
  "/bin",
  "/usr/bin",
  "/sbin",
  "/usr/sbin",
]);

/** A command that is looked for. */
export interface Wanted {
  /** A bare name, or a path. */
  readonly file: string;
  /** Whose PATH is searched. */
  readonly env: Environment;
  /** The working directory, absolute. */
  readonly cwd: string;
}

/** Where a name leads. */
export type Resolution =
  /** To a system directory's file. */
  | { readonly kind: "system"; readonly path: string }
  /** To a file of the user's own, which only the original may run; `entry` of PATH led there. */
  | { readonly kind: "other"; readonly path: string; readonly entry?: string }
  /** Nowhere: PATH holds no such command. */
  | { readonly kind: "missing" };

const missing: Resolution = { kind: "missing" };

/** Searches a command as execvp(3) does; an empty or relative PATH entry means the working directory. */
export function resolve(wanted: Wanted, host: Host): Resolution {
  const { file, env } = wanted;
  if (file.includes("/")) {
    if (!file.startsWith("/")) return { kind: "other", path: `${wanted.cwd}/${file}` };
    const directory = file.slice(0, file.lastIndexOf("/"));
    if (!systemDirectories.has(directory)) return { kind: "other", path: file };
    return host.isExecutable(file) ? { kind: "system", path: file } : missing;
  }
  const path = env.get("PATH");
  // without PATH, C libraries and runtimes fall back to lists of their own
  if (path === undefined) return { kind: "other", path: file };
  for (const entry of path.split(":")) {
    const isSystem = systemDirectories.has(entry);
    const candidate = `${absolute(entry, wanted)}/${file}`;
    if (!host.isExecutable(candidate)) continue;
    if (isSystem) return { kind: "system", path: candidate };
    // a directory holds itself, and is no command
    if (!host.isExecutable(`${candidate}/.`)) return { kind: "other", path: candidate, entry };
  }
  return missing;
}

/** Whether a system directory holds a command of this name, wherever PATH leads. */
export function isInstalled(name: string, host: Host): boolean {
  return [...systemDirectories].some((directory) => host.stat(`${directory}/${name}`));
}

/**
 * Passes where there is a file of a command's name that may not be executed: that is another message,
 * and another exit status.
 *
 * @param path the value of PATH
 */
export function requireAbsent(
  file: string,
  { path, cwd }: { readonly path: string; readonly cwd: string },
  host: Host,
): void {
  const places = file.includes("/")
    ? [file]
    : path.split(":").map((folder) => folder === "" ? file : `${folder}/${file}`);
  for (const place of places) {
    if (host.stat(place.startsWith("/") ? place : `${cwd}/${place}`)) {
      throw new Pass(`not executable ${file}`);
    }
  }
}

/** A directory of PATH; an empty or relative one means the working directory. */
function absolute(entry: string, wanted: Wanted): string {
  if (entry.startsWith("/")) return entry;
  return entry === "" ? wanted.cwd : `${wanted.cwd}/${entry}`;
}
