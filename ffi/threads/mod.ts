// SPDX-License-Identifier: Apache-2.0

/**
 * Places the native routine in the process and enters it, with nothing but the C library: no
 * pointer arithmetic of the runtime's is needed, so a permission scoped to the C library will do.
 *
 * @module
 */
import { openLibc } from "../libc.ts";
import type { Library } from "../types.ts";
import * as aarch64 from "./blob_aarch64.ts";
import * as x86_64 from "./blob_x86_64.ts";
import { sha256 } from "./digest.ts";
import { decode, encode, type SwitchReport, type SwitchRequest } from "./request.ts";

export type { SwitchReport, SwitchRequest } from "./request.ts";

const table = {
  // void *mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
  mmap: { parameters: ["u64", "usize", "i32", "i32", "i32", "i64"], result: "u64" },
  // int mprotect(void *addr, size_t len, int prot)
  mprotect: { parameters: ["u64", "usize", "i32"], result: "i32" },
  // void *memcpy(void *dest, const void *src, size_t n), into memory of C's
  memcpy: { parameters: ["u64", "buffer", "usize"], result: "u64" },
  // void *bsearch(const void *key, const void *base, size_t nmemb, size_t size, comparator)
  bsearch: { parameters: ["buffer", "buffer", "usize", "usize", "u64"], result: "u64" },
  // const char *gnu_get_libc_version(void)
  gnu_get_libc_version: { parameters: [], result: "u64", optional: true },
} as const;

/** Code, state, list of threads and stack follow each other: STATE_OFFSET … in switch.c. */
const chunk = 65536;

/** MAGIC in switch.c, as it lies in memory. */
const magic = Uint8Array.of(0x12, 0x7a, 0x5e, 0xaa);

const PROT_READ_WRITE = 3;
const PROT_READ_EXECUTE = 5;
const MAP_PRIVATE_ANONYMOUS = 0x22;
const MAP_FAILED = 0xffffffffffffffffn;

/** Why the routine cannot be used at all. */
export type Unusable = "no-ffi" | "not-glibc" | "machine" | "damaged" | "no-memory";

/** The routine, where it lies. */
export interface Routine {
  /** Where the page with the lock is to lie. */
  readonly anchor: bigint;
  /** Calls it. */
  readonly enter: (request: Uint8Array) => void;
}

let placed: Routine | undefined;

/**
 * Changes all threads of the process, or says why it cannot even be tried. Returns when all is done
 * or given up. Callers on several workers take turns; each waits within its own timeout.
 *
 * Requires `allow-ffi` permission for the C library.
 */
export function switchThreads(request: SwitchRequest): SwitchReport | Unusable {
  if (placed === undefined) {
    const routine = place(openLibc(table));
    if (typeof routine === "string") return routine;
    placed = routine;
  }
  const bytes = encode(request, placed.anchor);
  placed.enter(bytes);
  return decode(bytes);
}

/** Places the routine by functions of the C library, for good. */
export function place(c: Library<typeof table> | undefined): Routine | Unusable {
  const code = codeOfMachine();
  if (code === undefined) return "machine";
  if (code === "damaged") return code;
  if (c === undefined) return "no-ffi";
  // musl has signal 34 for setuid(2) and 33 for what runs on every thread (its pthread_impl.h)
  if (c.gnu_get_libc_version === null) return "not-glibc";
  const routine = c.mmap(0n, BigInt(4 * chunk), PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0n);
  if (routine === MAP_FAILED) return "no-memory";
  c.memcpy(routine, code, BigInt(code.length));
  c.memcpy(routine + BigInt(chunk), magic, BigInt(magic.length));
  // never writable and executable at once; where this is refused, the memory is given up unused
  if (c.mprotect(routine, BigInt(chunk), PROT_READ_EXECUTE) !== 0) return "no-memory";
  const element = new Uint8Array(1);
  return {
    anchor: anchorFrom(c.gnu_get_libc_version()),
    // one element, so one call of the comparator, with the key and that element, on this thread
    enter: (request) => void c.bsearch(request, element, 1n, 1n, routine),
  };
}

/**
 * Where the page with the lock is to lie: what every worker of this process derives alike, and
 * nobody outside it can, from where the loader has put the C library. Low in the address space,
 * where the kernel places nothing on its own (it goes down from the stack, and up from 0x5….).
 */
function anchorFrom(address: bigint): bigint {
  const random = (address >> 12n) * 0x9e3779b97f4a7c15n & 0xffffffffffffffffn;
  return 0x100000000000n + ((random >> 24n & 0x3ffffffffn) << 12n);
}

/** The routine for this machine, as it was built; undefined where there is none. */
function codeOfMachine(): Uint8Array | "damaged" | undefined {
  const arch: string = "Bun" in globalThis ? process.arch : Deno.build.arch;
  const blob = arch === "x64" || arch === "x86_64"
    ? x86_64
    : arch === "arm64" || arch === "aarch64"
    ? aarch64
    : undefined;
  if (blob === undefined) return undefined;
  const text = atob(blob.code.replaceAll("\n", ""));
  const code = Uint8Array.from(text, (character) => character.charCodeAt(0));
  return sha256(code) === blob.sha256 ? code : "damaged";
}
