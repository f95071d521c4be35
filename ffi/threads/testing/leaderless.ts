// SPDX-License-Identifier: Apache-2.0

/**
 * A process whose first thread ends before the others, and stays in the list of threads; prints what
 * a switch of it reports.
 *
 * @module
 */
import { readFileSync, writeSync } from "node:fs";
import process from "node:process";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { openLibc } from "../../libc.ts";
import { mark, rename } from "./rename.ts";

const c = openLibc({
  // long syscall(long number, ...): libc's own _exit(2) ends all threads
  syscall: { parameters: ["i64", "i64"], result: "i64" },
})!;
const [exit, exitGroup] = process.arch === "arm64" ? [93n, 94n] as const : [60n, 231n] as const;

function state(): string | undefined {
  return /\) (.)/.exec(readFileSync(`/proc/self/task/${process.pid}/stat`, "utf8"))?.[1];
}

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.once("message", () => c.syscall(exit, 0n));
} else {
  parentPort!.postMessage("ready");
  const pause = new Int32Array(new SharedArrayBuffer(4));
  while (state() !== "Z") Atomics.wait(pause, 0, 0, 5);
  writeSync(1, JSON.stringify(rename(`${mark}leaderless`)));
  c.syscall(exitGroup, 0n);
}
