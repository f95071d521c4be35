// SPDX-License-Identifier: Apache-2.0

/** A system that this machine is not: files by path, and nothing else but what a test adds. @module */
import type { FileStatus, Host } from "../../lookups/host.ts";
import { encode } from "../../lookups/text.ts";
import { Pass } from "../../lookups/types.ts";

/** A file: its content, `{ link }` to another path, or `"denied"`. */
export type RecordedFile = string | { readonly link: string } | { readonly denied: true };

const zero = {
  dev: 0n,
  ino: 0n,
  nlink: 1n,
  uid: 0,
  gid: 0,
  rdev: 0n,
  blksize: 4096n,
  blocks: 0n,
  atimeNs: 0n,
  mtimeNs: 0n,
  ctimeNs: 0n,
};

/** A host of the given files, all of them executable; parts of a real one may be laid over it. */
export function recordedHost(
  files: Readonly<Record<string, RecordedFile>>,
  system: Partial<Host> = {},
): Host {
  const find = (path: string): string | undefined => {
    const file = files[path];
    if (file === undefined) return undefined;
    if (typeof file === "string") return file;
    if ("denied" in file) throw new Pass(`denied-read ${path}`);
    return find(file.link);
  };
  const stat = (path: string): FileStatus | undefined => {
    const content = find(path);
    if (content === undefined) return undefined;
    return { ...zero, mode: 0o100755, size: BigInt(content.length) };
  };
  const unknown = (): never => {
    throw new Pass("not recorded");
  };
  const host: Partial<Host> = {
    read: (path) => {
      const content = find(path);
      return content === undefined ? undefined : encode(content);
    },
    stat,
    lstat: stat,
    readlink: (path) => {
      const file = files[path];
      return typeof file === "object" && "link" in file ? file.link : undefined;
    },
    list: unknown,
    statx: unknown,
    extendedAttributes: unknown,
    access: (path) => files[path] !== undefined,
    isExecutable: (path) => files[path] !== undefined,
    realtimeNs: unknown,
    uname: unknown,
    identity: unknown,
    interfaceAddresses: unknown,
    sysconf: unknown,
    confstr: unknown,
    pathconf: unknown,
    processors: unknown,
    hypervisor: unknown,
    schedulingPolicy: unknown,
    ...system,
  };
  return host as Host;
}
