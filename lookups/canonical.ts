// SPDX-License-Identifier: Apache-2.0

/** Canonical names of files, as gnulib's canonicalize.c makes them. @module */
import { accessMode, type FileStatus, type Host } from "./host.ts";
import { type Call, Pass } from "./types.ts";

/** Which parts of a name must exist. */
export type Existence = "all" | "all but last" | "none";

/** A canonical name, or why there is none, in the words of strerror(3). */
export type Canonical =
  | { readonly path: string; readonly error?: undefined }
  | { readonly path?: undefined; readonly error: string };

/** ENOENT */
export const noSuchFile = "No such file or directory";
/** ENOTDIR */
export const notDirectory = "Not a directory";

/** Beyond this, gnulib looks for loops; only a loop has so many, as good as always. */
const mostLinks = 20;

/**
 * The canonical name of a file.
 *
 * @param links whether symbolic links are followed; without, `..` takes the name before it away
 */
export function canonicalize(
  name: string,
  call: Pick<Call, "cwd">,
  host: Host,
  { existence, links = true }: { existence: Existence; links?: boolean },
): Canonical {
  if (name === "") return { error: noSuchFile };
  let path = name.startsWith("/") ? "" : physicalDirectory(call, host).replace(/^\/$/, "");
  let rest = name;
  let followed = 0;
  while (true) {
    rest = rest.replace(/^\/+/, "");
    if (rest === "") break;
    const slash = `${rest}/`.indexOf("/");
    const part = rest.slice(0, slash);
    rest = rest.slice(slash);
    if (part === ".") continue;
    const parent = path;
    if (part === "..") {
      path = path.slice(0, Math.max(path.lastIndexOf("/"), 0));
      continue;
    }
    path += `/${part}`;
    const status = links ? host.lstat(path) : undefined;
    if (status && isLink(status)) {
      if (++followed > mostLinks) throw new Pass("many links");
      const target = linkTarget(path, host);
      rest = target + rest;
      path = target.startsWith("/") ? "" : parent;
      continue;
    }
    if (existence === "none") continue;
    const error = obstacle(path, rest, status, links, host);
    if (error === undefined) continue;
    if (existence === "all but last" && error === noSuchFile && /^\/*$/.test(rest)) continue;
    return { error };
  }
  return { path: path || "/" };
}

/** What is wrong with a part of a name, given what follows it. */
function obstacle(
  path: string,
  rest: string,
  status: FileStatus | undefined,
  links: boolean,
  host: Host,
): string | undefined {
  // a slash at the end, a dot or two of them: nothing later checks that this is a directory
  if (/^\/+(\.\/+)*(\.?$|\.\.(\/|$))/.test(rest)) {
    const target = host.stat(path);
    if (!target) return whyMissing(path, host);
    if (!isDirectory(target)) return notDirectory;
    if (!host.access(path, accessMode.execute)) throw new Pass(`denied-read ${path}`);
    return undefined;
  }
  if (links ? status : rest !== "" || host.stat(path)) return undefined;
  return whyMissing(path, host);
}

/** Why nothing is found under an absolute name: ENOENT or ENOTDIR. */
export function whyMissing(path: string, host: Host): string {
  for (let at = path.indexOf("/", 1);; at = path.indexOf("/", at + 1)) {
    const part = at < 0 ? path : path.slice(0, at);
    const status = host.stat(part);
    if (!status) {
      // what its target lacks is not told here
      if (host.lstat(part)) throw new Pass("dangling link");
      return noSuchFile;
    }
    if (at < 0) throw new Pass(`changed ${path}`);
    if (!isDirectory(status)) return notDirectory;
  }
}

/** The working directory as getcwd(3) gives it, without links. */
export function physicalDirectory({ cwd }: Pick<Call, "cwd">, host: Host): string {
  // U+FFFD: bytes that are no UTF-8
  if (cwd.includes("\ufffd")) throw new Pass("directory outside UTF-8");
  const { path } = canonicalize(cwd, { cwd: "/" }, host, { existence: "all" });
  if (path === undefined) throw new Pass(`cwd ${cwd}`);
  return path;
}

/** An absolute name for what a command would find under a name. */
export function absolute(name: string, { cwd }: Pick<Call, "cwd">): string {
  return name.startsWith("/") ? name : `${cwd === "/" ? "" : cwd}/${name}`;
}

/** The target of what is known to be a link. */
export function linkTarget(path: string, host: Host): string {
  const target = host.readlink(path);
  if (target === undefined || target === "") throw new Pass(`changed ${path}`);
  if (target.includes("\ufffd")) throw new Pass("link outside UTF-8");
  return target;
}

/** Whether a status is a symbolic link's. */
export function isLink({ mode }: FileStatus): boolean {
  return (mode & 0o170000) === 0o120000;
}

/** Whether a status is a regular file's. */
export function isRegular({ mode }: FileStatus): boolean {
  return (mode & 0o170000) === 0o100000;
}

/** Whether a status is a directory's. */
export function isDirectory({ mode }: FileStatus): boolean {
  return (mode & 0o170000) === 0o040000;
}
