// SPDX-License-Identifier: Apache-2.0

/** A worker that queues signals like the switch's own, with values that are no slots. @module */
import process from "node:process";
import { parentPort } from "node:worker_threads";
import { openLibc } from "../../../ffi/libc.ts";

const SIGNAL = 33;
const c = openLibc({
  // int sigqueue(pid_t pid, int sig, const union sigval value)
  sigqueue: { parameters: ["i32", "i32", "u64"], result: "i32" },
})!;

setInterval(() => {
  for (const value of [0n, 1n, 0x7fff_ffff_f000n]) c.sigqueue(process.pid, SIGNAL, value);
}, 5);
parentPort!.postMessage("ready");
