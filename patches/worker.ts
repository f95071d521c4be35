// SPDX-License-Identifier: Apache-2.0

/** Workers start patched: the web's `Worker`, and the class of the same name of node:worker_threads. @module */
import { wrapWorker } from "./constructor.ts";
import { patchThreadsOfBun } from "./threads_bun.ts";
import { patchThreadsOfDeno } from "./threads_deno.ts";

/** Replaces both constructors; once, whichever copy of the library comes first. */
export function patchWorkers(): void {
  if ("Bun" in globalThis) {
    wrapWorker(globalThis, "Worker", (engine, args) => engine.withPreload(args));
    patchThreadsOfBun();
  } else {
    wrapWorker(globalThis, "Worker", (engine, args) => engine.wrapWebWorker(args));
    patchThreadsOfDeno();
  }
}
