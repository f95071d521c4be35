// SPDX-License-Identifier: Apache-2.0

/**
 * The C library's functions, in groups that are opened together on first use. The C declaration
 * stands beside each.
 *
 * @module
 */
import { libcPath } from "./libc_path.ts";
import { open } from "./open.ts";
import type { CFunction, Library, Pointer } from "./types.ts";

/** What nearly every lookup needs. */
const core = {
  // int uname(struct utsname *name)
  uname: { parameters: ["buffer"], result: "i32" },
  // int faccessat(int dirfd, const char *pathname, int mode, int flags)
  faccessat: { parameters: ["i32", "buffer", "i32", "i32"], result: "i32" },
  // uid_t getuid(void)
  getuid: { parameters: [], result: "u32" },
  // uid_t geteuid(void)
  geteuid: { parameters: [], result: "u32" },
  // gid_t getgid(void)
  getgid: { parameters: [], result: "u32" },
  // gid_t getegid(void)
  getegid: { parameters: [], result: "u32" },
  // int getgroups(int size, gid_t list[])
  getgroups: { parameters: ["i32", "buffer"], result: "i32" },
  // int *__errno_location(void)
  __errno_location: { parameters: [], result: "pointer" },
  // void *memcpy(void *dest, const void *src, size_t n)
  memcpy: { parameters: ["buffer", "pointer", "usize"], result: "pointer" },
  // size_t strlen(const char *s)
  strlen: { parameters: ["pointer"], result: "usize" },
} as const;

/** The opened core group. */
export type Libc = Library<typeof core>;

let opened: Libc | null | undefined;

/** The C library, opened on first use; undefined where FFI is not permitted or it is not found. */
export function libc(): Libc | undefined {
  if (opened === undefined) opened = openLibc(core) ?? null;
  return opened ?? undefined;
}

/** Opens further functions of the C library; undefined where FFI is not permitted. */
export function openLibc<const T extends { readonly [name: string]: CFunction }>(
  table: T,
): Library<T> | undefined {
  const path = libcPath();
  return path === undefined ? undefined : open(path, table);
}

const word = new Uint8Array(4);
const view = new DataView(word.buffer);

/** errno of this thread: to be read as the very next operation after the call that set it. */
export function errno(c: Libc): number {
  c.memcpy(word, c.__errno_location(), 4n);
  return view.getInt32(0, true);
}

/** A C string as bytes; undefined for NULL. */
export function bytesOf(c: Libc, pointer: Pointer): Uint8Array | undefined {
  if (pointer === null) return undefined;
  const bytes = new Uint8Array(Number(c.strlen(pointer)));
  c.memcpy(bytes, pointer, BigInt(bytes.length));
  return bytes;
}
