// SPDX-License-Identifier: Apache-2.0

/**
 * The kernel's own interface to AppArmor: files in /proc and securityfs, and system calls, through
 * the C library. Each of libapparmor's functions is a few of these: it is not installed in a
 * distroless image, and loading it is one more file that a profile must allow (library.ts).
 *
 * Not through the runtime's file functions: those may run on another thread, whose label is
 * another, and Deno gives /proc only to programs with all permissions, while whoever may use FFI
 * may do as they like anyway.
 *
 * @module
 */
import { errno, libc, openLibc } from "../ffi/libc.ts";
import type { Library } from "../ffi/types.ts";

const table = {
  // int open(const char *pathname, int flags, ...)
  open: { parameters: ["buffer", "i32"], result: "i32" },
  // ssize_t read(int fd, void *buf, size_t count)
  read: { parameters: ["i32", "buffer", "usize"], result: "i64" },
  // ssize_t write(int fd, const void *buf, size_t count)
  write: { parameters: ["i32", "buffer", "usize"], result: "i64" },
  // int close(int fd)
  close: { parameters: ["i32"], result: "i32" },
  // ssize_t getdents64(int fd, void *dirp, size_t length), since glibc 2.30
  getdents64: { parameters: ["i32", "buffer", "usize"], result: "i64", optional: true },
  // int prctl(int option, unsigned long arg2, …)
  prctl: { parameters: ["i32", "u64", "u64", "u64", "u64"], result: "i32" },
  // long syscall(long number, ...)
  syscall: { parameters: ["i64", "i64", "buffer", "buffer", "i64"], result: "i64" },
  // int getsockopt(int sockfd, int level, int optname, void *optval, socklen_t *optlen)
  getsockopt: { parameters: ["i32", "i32", "i32", "buffer", "buffer"], result: "i32" },
} as const;

/** What a call gave: a value, or why not. */
export type Result<T> = { readonly value: T; readonly errno: 0 } | { readonly errno: number };

let opened: Library<typeof table> | null | undefined;

function kernel(): Library<typeof table> | undefined {
  if (opened === undefined) opened = openLibc(table) ?? null;
  return opened ?? undefined;
}

/** Whether the C library may be used at all. */
export function hasKernel(): boolean {
  return kernel() !== undefined;
}

const O_RDONLY = 0;
const O_WRONLY = 1;
const O_RDWR = 2;
const O_CLOEXEC = 0o2000000;
const ENOSYS = 38;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Reads a file of the kernel's. */
export function readText(path: string): Result<string> {
  return withFile(path, O_RDONLY, (c, descriptor) => {
    const text = new TextDecoder();
    const chunk = new Uint8Array(4096);
    for (let whole = "";;) {
      const count = Number(c.read(descriptor, chunk, 4096n));
      if (count < 0) return { errno: errno(libc()!) };
      if (count === 0) return { value: whole, errno: 0 };
      whole += text.decode(chunk.subarray(0, count), { stream: true });
    }
  });
}

/** Names in a directory, without its own two; none where it cannot be read. */
export function listNames(path: string): string[] {
  const names: string[] = [];
  withFile(path, O_RDONLY, (c, descriptor) => {
    const entries = new Uint8Array(32768);
    const view = new DataView(entries.buffer);
    for (;;) {
      const count = Number(c.getdents64?.(descriptor, entries, BigInt(entries.length)) ?? 0);
      if (count <= 0) return { value: undefined, errno: 0 };
      // struct linux_dirent64: u64 inode, s64 offset, u16 length, u8 type, name, NUL
      for (let offset = 0; offset < count; offset += view.getUint16(offset + 16, true)) {
        const start = offset + 19;
        const name = decoder.decode(entries.subarray(start, entries.indexOf(0, start)));
        if (name !== "." && name !== "..") names.push(name);
      }
    }
  });
  return names;
}

/** Hands a command to the kernel in one write(2): AppArmor takes nothing in parts. */
export function writeText(path: string, text: string): Result<void> {
  const bytes = encoder.encode(text);
  return withFile(path, O_WRONLY, (c, descriptor) => {
    const count = c.write(descriptor, bytes, BigInt(bytes.length));
    return count < 0n ? { errno: errno(libc()!) } : { value: undefined, errno: 0 };
  });
}

/** Asks a file that answers what is written to it: one write(2), then one read(2). */
export function ask(path: string, question: Uint8Array): Result<string> {
  return withFile(path, O_RDWR, (c, descriptor) => {
    if (c.write(descriptor, question, BigInt(question.length)) < 0n) {
      return { errno: errno(libc()!) };
    }
    const answer = new Uint8Array(4096);
    const count = Number(c.read(descriptor, answer, 4096n));
    if (count < 0) return { errno: errno(libc()!) };
    return { value: decoder.decode(answer.subarray(0, count)), errno: 0 };
  });
}

function withFile<T>(
  path: string,
  flags: number,
  use: (c: Library<typeof table>, descriptor: number) => Result<T>,
): Result<T> {
  const c = kernel();
  const core = libc();
  if (c === undefined || core === undefined) return { errno: ENOSYS };
  const descriptor = c.open(encoder.encode(`${path}\0`), flags | O_CLOEXEC);
  if (descriptor < 0) return { errno: errno(core) };
  try {
    return use(c, descriptor);
  } finally {
    c.close(descriptor);
  }
}

const PR_GET_SECCOMP = 21;
const PR_GET_NO_NEW_PRIVS = 39;

/** Whether the calling thread may gain nothing by execve(2) any more (prctl(2)). */
export function hasNoNewPrivileges(): boolean {
  return kernel()?.prctl(PR_GET_NO_NEW_PRIVS, 0n, 0n, 0n, 0n) === 1;
}

/** Whether a filter judges the calling thread's system calls (seccomp(2)). */
export function hasSeccompFilter(): boolean {
  return kernel()?.prctl(PR_GET_SECCOMP, 0n, 0n, 0n, 0n) === 2;
}

let lsmCalls: boolean | undefined;

/** Whether this kernel may have the LSM system calls: Linux 6.8 brought them. */
export function hasLsmCalls(): boolean {
  if (lsmCalls !== undefined) return lsmCalls;
  const name = new Uint8Array(390);
  if (libc()?.uname(name) !== 0) return false;
  // struct utsname: six arrays of 65 bytes, of which the release is the third
  const [major = 0, minor = 0] = decoder.decode(name.subarray(130, 195)).split(".").map(Number);
  return lsmCalls = major > 6 || major === 6 && minor >= 8;
}

const lsmGetSelfAttribute = 459n;
const LSM_ATTR_CURRENT = 100n;
const appArmorId = 104n;

/**
 * What the calling thread carries, by lsm_get_self_attr(2), since Linux 6.8: needs no rule and logs
 * nothing. Undefined where that system call cannot be made. It is not tried behind a seccomp
 * filter, which might kill the process for it.
 */
export function ownAttribute(): string | undefined {
  const c = hasLsmCalls() && !hasSeccompFilter() ? kernel() : undefined;
  if (c === undefined) return undefined;
  const context = new Uint8Array(4096);
  const size = new Uint8Array(Uint32Array.of(context.length).buffer);
  const count = c.syscall(lsmGetSelfAttribute, LSM_ATTR_CURRENT, context, size, 0n);
  // struct lsm_ctx: id, flags, whole length, length of the value, value; one for each module
  const view = new DataView(context.buffer);
  let offset = 0;
  for (let left = count; left > 0n; left--) {
    const length = Number(view.getBigUint64(offset + 24, true));
    if (view.getBigUint64(offset, true) === appArmorId) {
      return decoder.decode(context.subarray(offset + 32, offset + 32 + length))
        .replace(/[\n\0]+$/, "");
    }
    offset += Number(view.getBigUint64(offset + 16, true));
  }
  return undefined;
}

const lsmSetSelfAttribute = 460n;
const LSM_ATTR_EXEC = 101n;

const setTable = {
  // long syscall(long number, ...), with a number where lsm_get_self_attr(2) has a pointer
  syscall: { parameters: ["i64", "i64", "buffer", "i64", "i64"], result: "i64" },
} as const;

/** Says what the next execve(2) of the calling thread is to run under, by lsm_set_self_attr(2). */
export function setExecAttribute(command: string): Result<void> {
  const c = hasLsmCalls() && !hasSeccompFilter() ? openLibc(setTable) : undefined;
  if (c === undefined) return { errno: ENOSYS };
  const value = encoder.encode(`${command}\0`);
  const context = new Uint8Array(32 + value.length);
  const view = new DataView(context.buffer);
  view.setBigUint64(0, appArmorId, true);
  view.setBigUint64(16, BigInt(context.length), true);
  view.setBigUint64(24, BigInt(value.length), true);
  context.set(value, 32);
  const size = BigInt(context.length);
  const result = c.syscall(lsmSetSelfAttribute, LSM_ATTR_EXEC, context, size, 0n);
  return result < 0n ? { errno: errno(libc()!) } : { value: undefined, errno: 0 };
}

const SOL_SOCKET = 1;
const SO_PEERSEC = 31;

/** What the other end of a connected Unix socket carried when it connected (unix(7)). */
export function peerAttribute(descriptor: number): Result<string> {
  const c = kernel();
  const core = libc();
  if (c === undefined || core === undefined) return { errno: ENOSYS };
  const label = new Uint8Array(4096);
  const size = new Uint8Array(Uint32Array.of(label.length).buffer);
  if (c.getsockopt(descriptor, SOL_SOCKET, SO_PEERSEC, label, size) !== 0) {
    return { errno: errno(core) };
  }
  const length = new DataView(size.buffer).getUint32(0, true);
  return { value: decoder.decode(label.subarray(0, length)), errno: 0 };
}
