// SPDX-License-Identifier: Apache-2.0

/** What the kernel tells of files and the runtimes do not, or not to the nanosecond. @module */
import { errno, libc, openLibc } from "../ffi/libc.ts";
import type { CFunction, Library } from "../ffi/types.ts";
import type { ExactStatus, Host } from "../lookups/host.ts";
import { decode, encode } from "../lookups/text.ts";
import { Pass } from "../lookups/types.ts";
import { requireReadable } from "./files.ts";

/** The part of a host that tells it. */
export type Metadata = Pick<Host, "statx" | "extendedAttributes">;

const functions = {
  // int statx(int dirfd, const char *path, int flags, unsigned int mask, struct statx *buf)
  statx: { parameters: ["i32", "buffer", "i32", "u32", "buffer"], result: "i32" },
  // ssize_t listxattr(const char *path, char *list, size_t size)
  listxattr: { parameters: ["buffer", "buffer", "usize"], result: "i64" },
  // ssize_t llistxattr(const char *path, char *list, size_t size)
  llistxattr: { parameters: ["buffer", "buffer", "usize"], result: "i64" },
} as const satisfies Record<string, CFunction>;

let opened: Library<typeof functions> | undefined;

function functionsOfFiles(): Library<typeof functions> {
  opened ??= openLibc(functions);
  if (!opened) throw new Pass("no FFI permission");
  return opened;
}

const AT_FDCWD = -100;
const AT_SYMLINK_NOFOLLOW = 0x100;
const AT_NO_AUTOMOUNT = 0x800;
const STATX_BTIME = 0x800;
const STATX_BASIC_STATS_AND_BTIME = 0xfff;

const ENOENT = 2;
const ENOTDIR = 20;
const EOPNOTSUPP = 95;

/** struct statx: the same on every machine. */
const buffer = new Uint8Array(256);
const view = new DataView(buffer.buffer);
/** The longest list of names that the kernel gives (XATTR_LIST_MAX). */
const listLength = 65536;

/** The metadata of this system's files. */
export const metadata: Metadata = {
  statx(path, { followsLinks }) {
    requireReadable(path);
    const c = functionsOfFiles();
    const flags = AT_NO_AUTOMOUNT | (followsLinks ? 0 : AT_SYMLINK_NOFOLLOW);
    const name = cString(path);
    if (c.statx(AT_FDCWD, name, flags, STATX_BASIC_STATS_AND_BTIME, buffer) === 0) return status();
    return absent(path);
  },

  extendedAttributes(path, { followsLinks }) {
    requireReadable(path);
    const c = functionsOfFiles();
    const list = new Uint8Array(listLength);
    const ask = followsLinks ? c.listxattr : c.llistxattr;
    const length = Number(ask(cString(path), list, BigInt(listLength)));
    if (length >= 0) return decode(list.subarray(0, length)).split("\0").slice(0, -1);
    return absent(path) ?? [];
  },
};

/** What the last call failed with: nothing there, or nothing that the file system knows of. */
function absent(path: string): undefined {
  const code = errno(libc()!);
  if (code === ENOENT || code === ENOTDIR || code === EOPNOTSUPP) return undefined;
  throw new Pass(`denied-read ${path}`);
}

function cString(path: string): Uint8Array {
  if (path.includes("\0")) throw new Pass("argument with a special character");
  return encode(`${path}\0`);
}

function status(): ExactStatus {
  const u32 = (offset: number) => view.getUint32(offset, true);
  const u64 = (offset: number) => view.getBigUint64(offset, true);
  const time = (offset: number) =>
    view.getBigInt64(offset, true) * 1_000_000_000n + BigInt(u32(offset + 8));
  return {
    blksize: BigInt(u32(4)),
    nlink: BigInt(u32(16)),
    uid: u32(20),
    gid: u32(24),
    mode: view.getUint16(28, true),
    ino: u64(32),
    size: u64(40),
    blocks: u64(48),
    atimeNs: time(64),
    birthNs: (u32(0) & STATX_BTIME) === 0 ? undefined : time(80),
    ctimeNs: time(96),
    mtimeNs: time(112),
    rdev: device(u32(128), u32(132)),
    dev: device(u32(136), u32(140)),
  };
}

/** A number as gnu_dev_makedev(3) makes it of two. */
function device(major: number, minor: number): bigint {
  const [high, low] = [BigInt(major), BigInt(minor)];
  return (high & 0xfffff000n) << 32n | (high & 0xfffn) << 8n | (low & 0xffffff00n) << 12n |
    low & 0xffn;
}
