// SPDX-License-Identifier: Apache-2.0

/** Files through the runtime's own API, so that the runtime's permissions hold. @module */
import { accessMode, type FileStatus, type Host } from "../lookups/host.ts";
import { Pass, Unreadable } from "../lookups/types.ts";
import { libc } from "../ffi/libc.ts";
import { requireRead } from "./permission.ts";

/** The part of a host that reads files. */
export type Files = Pick<
  Host,
  "read" | "stat" | "lstat" | "readlink" | "list" | "access" | "isExecutable"
>;

/** Deno loads the Node layer for it, which takes longer than most answers: only where its own API does not do. */
const fs = (): typeof import("node:fs") => process.getBuiltinModule("node:fs");

const isDeno = !("Bun" in globalThis) && "Deno" in globalThis;

/**
 * What a process sees of itself there: the answer would be ours, not the command's. But who logged in
 * is inherited, and so are control groups.
 */
const ownView =
  /^\/(proc\/(self(?!\/(loginuid|cgroup)$)|thread-self)|dev\/(fd|stdin|stdout|stderr|tty))(\/|$)/;

const typeMask = 0o170000;
const regular = 0o100000;

/** Throws a {@linkcode Pass} where a path must not be read, or would be another file to a child. */
export function requireReadable(path: string): void {
  if (ownView.test(path)) throw new Pass(`own-view ${path}`);
  requireRead(path);
}

/** ENOENT and ENOTDIR are answers; of any other failure only the original knows the outcome. */
function absent(error: unknown, path: string): undefined {
  const { code, name } = error as { code?: string; name?: string };
  if (code === "ENOENT" || code === "ENOTDIR") return undefined;
  if (code === "EACCES" || code === "EPERM" || code === "ENOTCAPABLE" || name === "NotCapable") {
    throw new Pass(`denied-read ${path}`);
  }
  throw new Pass(`unreadable ${path} ${code ?? String(error)}`);
}

/** Attributes of devices open, and have no value in some states: nothing of it was read then. */
function requireValue(error: unknown, path: string): void {
  const { code } = error as { code?: string };
  const message = code === undefined ? undefined : valueErrors[code];
  if (message !== undefined && path.startsWith("/sys/")) throw new Unreadable(path, code!, message);
}

const valueErrors: Readonly<Record<string, string>> = {
  EINVAL: "Invalid argument",
  ENODEV: "No such device",
  EOPNOTSUPP: "Operation not supported",
  ENOTSUP: "Operation not supported",
};

/** Files of this system. */
export const files: Files = {
  read(path) {
    const status = files.stat(path);
    if (!status) return undefined;
    if ((status.mode & typeMask) !== regular) throw new Pass(`not a regular file: ${path}`);
    if (isDeno && isRootsOwn(path)) return readInDeno(path);
    const { openSync, readFileSync, closeSync, fstatSync, constants } = fs();
    let descriptor: number | undefined;
    try {
      // a FIFO that took the file's place must not hold us
      descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
      if (!fstatSync(descriptor).isFile()) throw new Pass(`not a regular file: ${path}`);
      return readFileSync(descriptor);
    } catch (error) {
      if (error instanceof Pass) throw error;
      if (descriptor !== undefined) requireValue(error, path);
      return absent(error, path);
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  },

  stat(path) {
    requireReadable(path);
    try {
      if (isDeno) return denoStatus(Deno.statSync(path)) ?? nodeStatus("statSync", path);
      return nodeStatus("statSync", path);
    } catch (error) {
      return absent(error, path);
    }
  },

  lstat(path) {
    requireReadable(path);
    try {
      if (isDeno) return denoStatus(Deno.lstatSync(path)) ?? nodeStatus("lstatSync", path);
      return nodeStatus("lstatSync", path);
    } catch (error) {
      return absent(error, path);
    }
  },

  readlink(path) {
    requireReadable(path);
    try {
      return isDeno ? Deno.readLinkSync(path) : fs().readlinkSync(path);
    } catch (error) {
      // EINVAL: no link
      if (files.lstat(path)) return undefined;
      return absent(error, path);
    }
  },

  list(path) {
    requireReadable(path);
    try {
      const names = namesIn(path);
      if (names.some((name) => name.includes("\ufffd"))) {
        throw new Pass(`file name outside UTF-8 in ${path}`);
      }
      return names;
    } catch (error) {
      if (error instanceof Pass) throw error;
      return absent(error, path);
    }
  },

  access(path, mode) {
    requireReadable(path);
    const c = libc();
    if (c) {
      return cString(path) && c.faccessat(AT_FDCWD, scratch, mode, AT_EACCESS) === 0;
    }
    try {
      fs().accessSync(path, mode);
      return true;
    } catch (error) {
      const { code } = error as { code?: string };
      if (code !== undefined) return false;
      // Deno's asks who we are, which is a permission of its own
      return mayByMode(path, mode);
    }
  },

  isExecutable(path) {
    const c = libc();
    if (!c) return files.access(path, accessMode.execute);
    let bytes = candidates.get(path);
    if (!bytes) {
      if (!cString(path)) return false;
      bytes = scratch.slice(0, scratch.indexOf(0) + 1);
      if (candidates.size < mostCandidates) candidates.set(path, bytes);
    }
    return c.faccessat(AT_FDCWD, bytes, accessMode.execute, AT_EACCESS) === 0;
  },
};

/** Where PATH leads to the commands that a program asks again and again, as C strings. */
const candidates = new Map<string, Uint8Array>();
const mostCandidates = 256;

/** Both in the order of readdir(3), which Deno's Node layer does not keep. */
function namesIn(path: string): string[] {
  return "Bun" in globalThis
    ? fs().readdirSync(path)
    : Array.from(Deno.readDirSync(path), ({ name }) => name);
}

/** What the mode lets all users execute, or none; in between, it depends on who asks. */
function mayByMode(path: string, access: number): boolean {
  const executable = 0o111;
  const mode = (files.stat(path)?.mode ?? 0) & executable;
  if (access !== accessMode.execute || (mode !== 0 && mode !== executable)) {
    throw new Pass("no FFI permission");
  }
  return mode !== 0;
}

const AT_FDCWD = -100;
const AT_EACCESS = 0x200;

const encoder = new TextEncoder();
const scratch = new Uint8Array(4097);

/** Puts a path as a C string into memory that the next call reuses; false where it cannot be one. */
function cString(path: string): boolean {
  const { read, written } = encoder.encodeInto(path, scratch);
  if (read < path.length || written >= scratch.length || path.includes("\0")) return false;
  scratch[written] = 0;
  return true;
}

/** Where packages install, and none but root puts a FIFO in a regular file's place. */
const rootsOwn = /^\/(etc|usr\/(lib|share))\//;

function isRootsOwn(path: string): boolean {
  try {
    return rootsOwn.test(path) && rootsOwn.test(Deno.realPathSync(path));
  } catch (error) {
    absent(error, path);
    return false;
  }
}

function readInDeno(path: string): Uint8Array | undefined {
  try {
    return Deno.readFileSync(path);
  } catch (error) {
    return absent(error, path);
  }
}

/** Undefined where a number is not exact. */
function denoStatus(status: Deno.FileInfo): FileStatus | undefined {
  const { dev, ino, mode, nlink, uid, gid, rdev, size, blksize, blocks } = status;
  const numbers = [dev, ino, mode, nlink, uid, gid, rdev, size, blksize, blocks];
  if (!numbers.every(Number.isSafeInteger)) return undefined;
  const ns = (time: Date | null) => BigInt(time!.getTime()) * 1_000_000n;
  return {
    dev: BigInt(dev),
    ino: BigInt(ino!),
    mode: mode!,
    nlink: BigInt(nlink!),
    uid: uid!,
    gid: gid!,
    rdev: BigInt(rdev!),
    size: BigInt(size),
    blksize: BigInt(blksize!),
    blocks: BigInt(blocks!),
    atimeNs: ns(status.atime),
    mtimeNs: ns(status.mtime),
    ctimeNs: ns(status.ctime),
  };
}

function nodeStatus(method: "statSync" | "lstatSync", path: string): FileStatus | undefined {
  const status = fs()[method](path, { bigint: true, throwIfNoEntry: false });
  if (!status) return undefined;
  const { dev, ino, mode, nlink, uid, gid, rdev, size, blksize, blocks } = status;
  const { atimeNs, mtimeNs, ctimeNs } = status;
  return {
    dev,
    ino,
    mode: Number(mode),
    nlink,
    uid: Number(uid),
    gid: Number(gid),
    rdev,
    size,
    blksize,
    blocks,
    atimeNs,
    mtimeNs,
    ctimeNs,
  };
}
