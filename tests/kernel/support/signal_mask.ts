// SPDX-License-Identifier: Apache-2.0

/** Threads by their numbers, and the signal by which they are switched. @module */
import process from "node:process";
import { openLibc } from "../../../ffi/libc.ts";

const table = {
  // pid_t gettid(void)
  gettid: { parameters: [], result: "i32" },
  // long syscall(long number, ...): libc's own sigprocmask(3) leaves signal 33 alone
  syscall: { parameters: ["i64", "i64", "buffer", "buffer", "i64"], result: "i64" },
} as const;

const libc = openLibc(table);
if (!libc) throw new Error("Cannot open the C library");
const { gettid, syscall } = libc;

/** The calling thread's number. */
export const threadNumber = (): number => gettid();

/** Blocks signal 33 in the calling thread, or lets it in. */
export function blockSwitch(isBlocked: boolean): void {
  const rtSigprocmask = process.arch === "arm64" ? 135n : 14n;
  const how = isBlocked ? 0n : 1n; // SIG_BLOCK, SIG_UNBLOCK
  const signals = new Uint8Array(8);
  new DataView(signals.buffer).setBigUint64(0, 1n << 32n, true);
  if (syscall(rtSigprocmask, how, signals, null, 8n) !== 0n) throw new Error("Not blocked");
}
