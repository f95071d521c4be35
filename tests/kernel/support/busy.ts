// SPDX-License-Identifier: Apache-2.0

/** A worker that is there, in one of several states, until the process ends. @module */
import { parentPort, workerData } from "node:worker_threads";
import { openLibc } from "../../../ffi/libc.ts";
import { setNoNewPrivileges } from "./privileges.ts";

const [state, milliseconds] = workerData as readonly [state: string, milliseconds?: number];

if (state === "no_new_privs") setNoNewPrivileges();
if (state === "blocked") block();
parentPort!.postMessage("ready");
if (state === "computing") { for (;;); }
if (state === "blocked") {
  // no system call of the runtime's may replace the mask
  const end = Date.now() + milliseconds!;
  while (Date.now() < end);
} else {
  setInterval(() => {}, 1000);
}

/** Blocks all signals on this thread, as glibc's own functions never do with 33. */
function block(): void {
  const c = openLibc({
    // long syscall(long number, ...): rt_sigprocmask(how, set, oldset, size)
    syscall: { parameters: ["i64", "i64", "buffer", "buffer", "i64"], result: "i64" },
  });
  const SIG_SETMASK = 2n;
  const rtSigprocmask = process.arch === "x64" ? 14n : 135n;
  const all = new Uint8Array(8).fill(0xff);
  if (c?.syscall(rtSigprocmask, SIG_SETMASK, all, null, 8n) !== 0n) throw new Error("Not blocked");
}
