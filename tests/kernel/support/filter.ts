// SPDX-License-Identifier: Apache-2.0

/** A seccomp filter as containers have it, on the system calls of Linux 6.8. @module */
import process from "node:process";
import { openLibc } from "../../../ffi/libc.ts";
import { place } from "./memory.ts";

/** What comes of lsm_get_self_attr(2), lsm_set_self_attr(2) and lsm_list_modules(2). */
const actions = {
  errno: 0x0005_0001, // SECCOMP_RET_ERRNO, EPERM
  kill: 0x8000_0000, // SECCOMP_RET_KILL_PROCESS
} as const;

const allow = 0x7fff_0000;
const firstCall = 459;
const lastCall = 461;

/** struct sock_filter: code, jumps if true and if false, operand. */
type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, operand: number];

function program(action: number): readonly Instruction[] {
  return [
    [0x20, 0, 0, 0], // load the call's number
    [0x35, 0, 2, firstCall], // is it at least that?
    [0x25, 1, 0, lastCall], // is it more than that?
    [0x06, 0, 0, action],
    [0x06, 0, 0, allow],
  ];
}

/** Puts the filter on every thread of the process, which must be root's. */
export function withholdLsmCalls(action: keyof typeof actions): void {
  const instructions = program(actions[action]);
  const view = new DataView(new ArrayBuffer(8 * instructions.length));
  for (const [index, [code, ifTrue, ifFalse, operand]] of instructions.entries()) {
    view.setUint16(8 * index, code, true);
    view.setUint8(8 * index + 2, ifTrue);
    view.setUint8(8 * index + 3, ifFalse);
    view.setUint32(8 * index + 4, operand, true);
  }
  // struct sock_fprog: how many, and where
  const filter = new DataView(new ArrayBuffer(16));
  filter.setUint16(0, instructions.length, true);
  filter.setBigUint64(8, place(new Uint8Array(view.buffer)), true);
  const c = openLibc({
    // long syscall(long number, ...)
    syscall: { parameters: ["i64", "i64", "i64", "buffer"], result: "i64" },
  });
  const seccomp = process.arch === "arm64" ? 277n : 317n;
  const SECCOMP_SET_MODE_FILTER = 1n;
  const SECCOMP_FILTER_FLAG_TSYNC = 1n;
  const result = c?.syscall(
    seccomp,
    SECCOMP_SET_MODE_FILTER,
    SECCOMP_FILTER_FLAG_TSYNC,
    new Uint8Array(filter.buffer),
  );
  if (BigInt(result ?? -1) !== 0n) throw new Error("Cannot put the filter");
}
