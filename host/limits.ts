// SPDX-License-Identifier: Apache-2.0

/** What the C library tells of its limits, by sysconf(3) and confstr(3). @module */
import { type Libc, libc, openLibc } from "../ffi/libc.ts";
import type { CFunction, Library } from "../ffi/types.ts";
import type { Host } from "../lookups/host.ts";
import { decode } from "../lookups/text.ts";
import { Pass } from "../lookups/types.ts";

const functions = {
  // long sysconf(int name)
  sysconf: { parameters: ["i32"], result: "i64" },
  // size_t confstr(int name, char *buf, size_t size)
  confstr: { parameters: ["i32", "buffer", "usize"], result: "usize" },
  // int sched_getaffinity(pid_t pid, size_t cpusetsize, cpu_set_t *mask)
  sched_getaffinity: { parameters: ["i32", "usize", "buffer"], result: "i32" },
  // const char *gnu_get_libc_version(void)
  gnu_get_libc_version: { parameters: [], result: "pointer", optional: true },
} as const satisfies Record<string, CFunction>;

let opened: Library<typeof functions> | undefined;

/** The GNU C library's functions; the numbers of the names are glibc's own. */
function glibc(): Library<typeof functions> {
  opened ??= openLibc(functions);
  const c: Libc | undefined = libc();
  if (!opened || !c) throw new Pass("no FFI permission");
  if (!opened.gnu_get_libc_version) throw new Pass("not the GNU C library");
  return opened;
}

/** The part of a host that tells limits. */
export const limits: Pick<Host, "sysconf" | "confstr" | "processors"> = {
  sysconf: (name) => BigInt(glibc().sysconf(name)),

  confstr(name) {
    const { confstr } = glibc();
    const buffer = new Uint8Array(4096);
    const size = Number(confstr(name, buffer, BigInt(buffer.length)));
    if (size === 0 || size > buffer.length) throw new Pass(`confstr ${name}`);
    return decode(buffer.subarray(0, size - 1));
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
};
