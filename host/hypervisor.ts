// SPDX-License-Identifier: Apache-2.0

/** Which hypervisor a processor names: an instruction tells, and no file does. @module */
import { openLibc } from "../ffi/libc.ts";
import type { CFunction } from "../ffi/types.ts";
import type { Host } from "../lookups/host.ts";
import { decode } from "../lookups/text.ts";
import { Pass } from "../lookups/types.ts";

const functions = {
  // void *mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
  mmap: { parameters: ["u64", "usize", "i32", "i32", "i32", "i64"], result: "u64" },
  // int mprotect(void *addr, size_t len, int prot)
  mprotect: { parameters: ["u64", "usize", "i32"], result: "i32" },
  // int munmap(void *addr, size_t length)
  munmap: { parameters: ["u64", "usize"], result: "i32" },
  // void *memcpy(void *dest, const void *src, size_t n), into memory of C's
  memcpy: { parameters: ["u64", "buffer", "usize"], result: "u64" },
  // void *bsearch(const void *key, const void *base, size_t nmemb, size_t size, comparator)
  bsearch: { parameters: ["buffer", "buffer", "usize", "usize", "u64"], result: "u64" },
  // int arch_prctl(int code, unsigned long addr)
  arch_prctl: { parameters: ["i32", "u64"], result: "i32", optional: true },
} as const satisfies Record<string, CFunction>;

/** int cpuid(uint32_t registers[4]): eax goes in, eax to edx come out. */
const code = Uint8Array.of(
  ...[0xf3, 0x0f, 0x1e, 0xfa], // endbr64
  ...[0x53], //                   push rbx
  ...[0x49, 0x89, 0xf8], //       mov  r8, rdi
  ...[0x8b, 0x07], //             mov  eax, [rdi]
  ...[0x31, 0xc9], //             xor  ecx, ecx
  ...[0x0f, 0xa2], //             cpuid
  ...[0x41, 0x89, 0x00], //       mov  [r8], eax
  ...[0x41, 0x89, 0x58, 0x04], // mov  [r8 + 4], ebx
  ...[0x41, 0x89, 0x48, 0x08], // mov  [r8 + 8], ecx
  ...[0x41, 0x89, 0x50, 0x0c], // mov  [r8 + 12], edx
  ...[0x31, 0xc0], //             xor  eax, eax
  ...[0x5b], //                   pop  rbx
  ...[0xc3], //                   ret
);

const page = 4096n;
const PROT_READ_WRITE = 3;
const PROT_READ_EXECUTE = 5;
const MAP_PRIVATE_ANONYMOUS = 0x22;
const MAP_FAILED = 0xffffffffffffffffn;
const ARCH_GET_CPUID = 0x1011;

/** The leaf in which hypervisors leave their signature. */
const leaf = 0x40000000;

let found: string | undefined;

/** The part of a host that tells of hypervisors. */
export const hypervisor: Pick<Host, "hypervisor"> = {
  hypervisor: () => found ??= signature(),
};

function signature(): string {
  const arch: string = "Bun" in globalThis ? process.arch : Deno.build.arch;
  if (arch !== "x64" && arch !== "x86_64") throw new Pass(`machine ${arch}`);
  const c = openLibc(functions);
  if (!c) throw new Pass("no FFI permission");
  // a process may have forbidden itself the instruction
  if (c.arch_prctl?.(ARCH_GET_CPUID, 0n) === 0) throw new Pass("cpuid is forbidden");
  const memory = c.mmap(0n, page, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0n);
  if (memory === MAP_FAILED) throw new Pass("no memory");
  try {
    c.memcpy(memory, code, BigInt(code.length));
    // never writable and executable at once
    if (c.mprotect(memory, page, PROT_READ_EXECUTE) !== 0) throw new Pass("no executable memory");
    const registers = new Uint8Array(16);
    new DataView(registers.buffer).setUint32(0, leaf, true);
    // one element, so one call of the comparator, with the key
    c.bsearch(registers, new Uint8Array(1), 1n, 1n, memory);
    return decode(registers.subarray(4)).replace(/\0.*$/s, "");
  } finally {
    c.munmap(memory, page);
  }
}
