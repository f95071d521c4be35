// SPDX-License-Identifier: Apache-2.0

/** A worker that is there, in one of several states, until the process ends. @module */
import { parentPort, workerData } from "node:worker_threads";
import { setNoNewPrivileges } from "./privileges.ts";
import { blockSwitch, threadNumber } from "./signal_mask.ts";

/** What is given to a worker: its state and, if it blocks the signal, until when. */
export type Busy = readonly [
  state: "idle" | "computing" | "no_new_privs" | "blocked",
  isOver?: Int32Array<SharedArrayBuffer>,
];

const [state, isOver] = workerData as Busy;

if (state === "no_new_privs") setNoNewPrivileges();
if (state === "blocked") blockSwitch(true);
parentPort!.postMessage(threadNumber());
if (state === "computing") { for (;;); }
if (state === "blocked") {
  // no event loop: that of Bun waits with a signal mask of its own
  Atomics.wait(isOver!, 0, 0);
  blockSwitch(false);
  parentPort!.postMessage("over");
}
setInterval(() => {}, 1000);
