// SPDX-License-Identifier: Apache-2.0

/**
 * The files below a directory in the order in which grep -r comes to them: as readdir(3) tells their
 * names, each directory when it comes (fts(3) without a comparison).
 *
 * @module
 */
import { isDirectory, isLink } from "../canonical.ts";
import type { FileStatus, Host } from "../host.ts";
import { Effort, requireListable } from "../folders.ts";
import { type Call, Pass } from "../types.ts";
import type { Glob } from "./settings.ts";

/** From so many names on fts(3) sorts them by inode. */
const mostNames = 10_000;
const [typeMask, regular] = [0o170000, 0o100000];

/** How directories are walked through. */
export interface Walk {
  /** Whether links to files are followed; those to directories pass. */
  readonly followsLinks: boolean;
  /** Which names count. */
  readonly globs: readonly Glob[];
}

/**
 * The names of files below a directory, as messages show them.
 *
 * @param name the directory, as it was given
 */
export function filesBelow(name: string, walk: Walk, call: Call, host: Host): string[] {
  const effort = new Effort(call);
  const isTaken = filterOf(walk.globs);
  const files: string[] = [];
  const waiting = [name];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const path = absolute(folder, call);
    const status = host.lstat(path);
    if (!status) throw new Pass(`vanished ${path}`);
    if (folder !== name && !isDirectory(status)) {
      if (isWanted(status, path, walk, host) && isTaken(folder)) files.push(folder);
      continue;
    }
    requireListable(path, call, host);
    const names = host.list(path);
    if (!names) throw new Pass(`vanished ${path}`);
    if (names.length >= mostNames) throw new Pass(`too many files ${path}`);
    effort.count(names.length);
    // the first is taken out first
    for (const each of names.toReversed()) waiting.push(below(folder, each));
  }
  return files;
}

/** Whether a file is read: no device, and a link only where links are followed. */
function isWanted(status: FileStatus, path: string, { followsLinks }: Walk, host: Host): boolean {
  if (!isLink(status)) {
    if ((status.mode & typeMask) !== regular) throw new Pass(`device ${path}`);
    return true;
  }
  if (!followsLinks) return false;
  const target = host.stat(path);
  // a loop, or one more tree
  if (!target || (target.mode & typeMask) !== regular) throw new Pass(`link ${path}`);
  return true;
}

function below(folder: string, name: string): string {
  return folder.endsWith("/") ? folder + name : `${folder}/${name}`;
}

/** The path of an operand. */
export function absolute(name: string, { cwd }: Pick<Call, "cwd">): string {
  return name.startsWith("/") ? name : `${cwd}/${name}`;
}

/** Whether globs take a file (gnulib exclude.c); only `*` at an end is known here. */
function filterOf(globs: readonly Glob[]): (name: string) => boolean {
  if (globs.length === 0) return () => true;
  const [{ includes }] = globs as [Glob];
  // the first of both kinds decides what the others mean
  if (globs.some((each) => each.includes !== includes)) {
    throw new Pass("option --include --exclude");
  }
  const tests = globs.map(({ pattern }) => {
    const [, star, text] = /^(\*?)([\w.,+@%=-]+)$/.exec(pattern) ?? [];
    if (text === undefined) throw new Pass(`glob ${pattern}`);
    return (base: string) => star ? base.endsWith(text) : base === text;
  });
  return (name) => {
    const base = name.slice(name.lastIndexOf("/") + 1);
    return tests.some((matches) => matches(base)) === includes;
  };
}
