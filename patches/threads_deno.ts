// SPDX-License-Identifier: Apache-2.0

/** The Worker of node:worker_threads in Deno. @module */
import { type Constructor, wrapConstructor, wrapWorker } from "./constructor.ts";
import { denoInternals, whenSet } from "./insides.ts";

const api = "node:worker_threads.Worker";

/** Set by the module on its way (ext/node/polyfills/worker_threads.ts). */
const leftByModule = "__initWorkerThreads";

/** Replaces the class, now or when its module is loaded. */
export function patchThreadsOfDeno(): void {
  const internals = denoInternals();
  if (!internals || leftByModule in internals) {
    const threads = globalThis.process?.getBuiltinModule?.("node:worker_threads");
    if (threads) wrapWorker(threads, api, (engine, args) => engine.wrapNodeWorker(args));
    return;
  }
  whenSet(internals, leftByModule, wrapWhenExported);
}

/**
 * The module is being evaluated, and will assign its exports to an empty object, whose names others
 * then copy. Until then that object inherits a setter; all others are as if there were none.
 */
function wrapWhenExported(): void {
  Object.defineProperty(Object.prototype, "Worker", {
    configurable: true,
    get: () => undefined,
    set(this: object, given: unknown) {
      const isModule = Object.hasOwn(this, "MessageChannel") && Object.hasOwn(this, "MessagePort");
      if (isModule) Reflect.deleteProperty(Object.prototype, "Worker");
      Reflect.defineProperty(this, "Worker", {
        value: isModule ? wrapThread(given as Constructor) : given,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    },
  });
}

function wrapThread(original: Constructor): Constructor {
  return wrapConstructor(original, api, (engine, args) => engine.wrapNodeWorker(args));
}
