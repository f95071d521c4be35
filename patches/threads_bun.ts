// SPDX-License-Identifier: Apache-2.0

/**
 * The Worker of node:worker_threads in Bun. Loading that module costs as much as a whole start, so
 * the patch waits until somebody does.
 *
 * @module
 */
import { wrapWorker } from "./constructor.ts";
import { loadedForWorker } from "./hand.ts";
import { isKnownBun } from "./insides.ts";

/** Patches the class, now or when its module is loaded. */
export function patchThreadsOfBun(): void {
  if (!isKnownBun()) {
    const threads = process.getBuiltinModule("node:worker_threads");
    wrapWorker(threads, "node:worker_threads.Worker", (engine, args) => engine.withPreload(args));
    return;
  }
  const { prototype } = MessagePort;
  // the module gives ports the methods of emitters
  if ("on" in prototype) loadedForWorker()?.patchThreadClass();
  else whenLoaded(prototype);
}

/** The module reads `MessagePort.prototype.close` in order to wrap it (src/js/node/worker_threads.ts). */
function whenLoaded(prototype: MessagePort): void {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, "close")!;
  Object.defineProperty(prototype, "close", {
    get(this: unknown) {
      if (this === prototype) {
        Object.defineProperty(prototype, "close", descriptor);
        const engine = loadedForWorker();
        // who required it may start a worker in this very turn
        engine?.lendPreloads();
        queueMicrotask(() => engine?.patchThreadClass());
      }
      return descriptor.value;
    },
    set(this: object, value: unknown) {
      Object.defineProperty(this, "close", { ...descriptor, value });
    },
  });
}
