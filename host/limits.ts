// SPDX-License-Identifier: Apache-2.0

/** What the C library tells of its limits, by sysconf(3), confstr(3) and pathconf(3). @module */
import { errno, type Libc, libc, openLibc } from "../ffi/libc.ts";
import type { CFunction, Library } from "../ffi/types.ts";
import type { Host } from "../lookups/host.ts";
import { decode, encode } from "../lookups/text.ts";
import { Pass } from "../lookups/types.ts";
import { requireReadable } from "./files.ts";

const functions = {
  // long sysconf(int name)
  sysconf: { parameters: ["i32"], result: "i64" },
  // size_t confstr(int name, char *buf, size_t size)
  confstr: { parameters: ["i32", "buffer", "usize"], result: "usize" },
  // long pathconf(const char *path, int name)
  pathconf: { parameters: ["buffer", "i32"], result: "i64" },
  // int open(const char *pathname, int flags, ...)
  open: { parameters: ["buffer", "i32"], result: "i32" },
  // int close(int fd)
  close: { parameters: ["i32"], result: "i32" },
  // void *memset(void *s, int c, size_t n)
  memset: { parameters: ["pointer", "i32", "usize"], result: "pointer" },
  // int sched_getaffinity(pid_t pid, size_t cpusetsize, cpu_set_t *mask)
  sched_getaffinity: { parameters: ["i32", "usize", "buffer"], result: "i32" },
  // int sched_getscheduler(pid_t pid)
  sched_getscheduler: { parameters: ["i32"], result: "i32" },
  // const char *gnu_get_libc_version(void)
  gnu_get_libc_version: { parameters: [], result: "pointer", optional: true },
} as const satisfies Record<string, CFunction>;

let opened: Library<typeof functions> | undefined;

/** The GNU C library's functions; the numbers of the names are glibc's own. */
function glibc(): Library<typeof functions> {
  opened ??= openLibc(functions);
  if (!opened) throw new Pass("no FFI permission");
  if (!opened.gnu_get_libc_version) throw new Pass("not the GNU C library");
  return opened;
}

/** The functions that every lookup shares, errno among them. */
function core(): Libc {
  const c = libc();
  if (!c) throw new Pass("no FFI permission");
  return c;
}

/** What sysconf(3) reads, by the number of the name. */
const readBy: ReadonlyMap<number, string> = new Map([
  [3, "/proc/sys/kernel/ngroups_max"],
  [83, "/sys/devices/system/cpu/possible"],
  [84, "/sys/devices/system/cpu/online"],
]);

/** Files that were denied: asking again would be logged again. */
const denied = new Set<string>();

const EPERM = 1;
const ENOENT = 2;
const EACCES = 13;
const ENOTDIR = 20;
const ENAMETOOLONG = 36;
const ELOOP = 40;

/** Where a read is denied, the C library guesses, and the command's own confinement may allow it. */
function requireOpenable(path: string): void {
  if (!denied.has(path)) {
    const { open, close } = glibc();
    const descriptor = open(encode(`${path}\0`), O_CLOEXEC);
    const error = descriptor < 0 ? errno(core()) : 0;
    if (descriptor >= 0) close(descriptor);
    if (error !== EACCES && error !== EPERM) return;
    denied.add(path);
  }
  throw new Pass(`denied-read ${path}`);
}

const O_CLOEXEC = 0o2000000;

/** strerror(3) of what a path may bring about. */
function messageOf(error: number, path: string): string {
  switch (error) {
    case ENOENT:
      return "No such file or directory";
    case ENOTDIR:
      return "Not a directory";
    case ENAMETOOLONG:
      return "File name too long";
    case ELOOP:
      return "Too many levels of symbolic links";
    case EACCES:
    case EPERM:
      throw new Pass(`denied-read ${path}`);
    default:
      throw new Pass(`pathconf errno ${error}`);
  }
}

/** The part of a host that tells limits. */
export const limits: Pick<
  Host,
  "sysconf" | "confstr" | "pathconf" | "processors" | "schedulingPolicy"
> = {
  sysconf(name) {
    const file = readBy.get(name);
    if (file !== undefined) requireOpenable(file);
    return BigInt(glibc().sysconf(name));
  },

  confstr(name) {
    const { confstr } = glibc();
    const buffer = new Uint8Array(4096);
    const size = Number(confstr(name, buffer, BigInt(buffer.length)));
    if (size === 0 || size > buffer.length) throw new Pass(`confstr ${name}`);
    return decode(buffer.subarray(0, size - 1));
  },

  pathconf(path, name) {
    if (path.includes("\0")) throw new Pass("argument with a special character");
    if (path !== "") requireReadable(path);
    const { pathconf, memset } = glibc();
    const c = core();
    const bytes = encode(`${path}\0`);
    // PATH_MAX: what the command was given may be shorter, by the working directory
    if (bytes.length > 4096) throw new Pass("long path");
    // -1 with errno as it was: no limit
    memset(c.__errno_location(), 0, 4n);
    const value = BigInt(pathconf(bytes, name));
    const error = value === -1n ? errno(c) : 0;
    return error === 0 ? value : messageOf(error, path);
  },

  processors() {
    const mask = new Uint8Array(1024);
    if (glibc().sched_getaffinity(0, BigInt(mask.length), mask) !== 0) {
      throw new Pass("sched_getaffinity(2) failed");
    }
    let count = 0;
    for (const byte of mask) for (let bits = byte; bits !== 0; bits &= bits - 1) count++;
    return count;
  },

  schedulingPolicy() {
    return glibc().sched_getscheduler(0);
  },
};
