// SPDX-License-Identifier: Apache-2.0

/** Every patched API of this runtime: a new one is one file beside this and one line here. @module */
import { patchBun } from "./bun.ts";
import { patchDeno } from "./deno.ts";
import { patchNodeChildProcess } from "./node_child_process.ts";
import { patchWorkers } from "./worker.ts";

/** Replaces the APIs of this thread, and keeps the originals in the state. */
export function install(): void {
  if ("Bun" in globalThis) patchBun();
  else {
    patchDeno();
    patchNodeChildProcess();
  }
  patchWorkers();
}
