// SPDX-License-Identifier: Apache-2.0

/** Workers start patched: the web's `Worker`, and the class of the same name of node:worker_threads. @module */
import { type Constructor, wrapConstructor } from "./constructor.ts";
import { state } from "./state.ts";
import { withPreload } from "./worker_bun.ts";
import { wrapNodeWorker, wrapWebWorker } from "./worker_deno.ts";

type Rewrite = (args: readonly unknown[]) => readonly unknown[];

/**
 * Replaces both constructors; once, whichever copy of the library comes first.
 *
 * node:worker_threads is loaded for it: its exports are copied when it is first imported, and
 * nothing tells beforehand. Beside node:child_process, which brings the same layer, it costs 0.6 ms
 * in Deno and 1.5 ms in Bun.
 */
export function patchWorkers(): void {
  const bun = "Bun" in globalThis;
  replace(globalThis, "Worker", bun ? withPreload : wrapWebWorker);
  const threads = globalThis.process?.getBuiltinModule?.("node:worker_threads");
  if (threads) {
    replace(threads, "node:worker_threads.Worker", bun ? withPreload : wrapNodeWorker);
  }
}

function replace(holder: object, api: string, rewrite: Rewrite): void {
  const descriptor = Object.getOwnPropertyDescriptor(holder, "Worker");
  if (typeof descriptor?.value !== "function") return;
  const value = wrapConstructor(
    api,
    descriptor.value as Constructor,
    (args) => state.enabled ? rewrite(args) : args,
  );
  Object.defineProperty(holder, "Worker", { ...descriptor, value });
}
