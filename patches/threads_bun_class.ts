// SPDX-License-Identifier: Apache-2.0

/**
 * The class Worker of node:worker_threads in Bun, changed where it stands: programs that imported it
 * by name have that class and no other.
 *
 * @module
 */
import type { Constructor } from "./constructor.ts";
import { state } from "./state.ts";
import { preloads } from "./worker_bun.ts";
import { noteUnpatched } from "./worker_register.ts";

/** From now on, the constructor of the class that it extends lends the preloads. */
export function patchThreadClass(): void {
  const mark = Symbol.for("@aa/monkeys.original");
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  if (mark in Worker) return;
  const parent = Object.getPrototypeOf(Worker) as Constructor;
  const wrapper: unknown = function (this: unknown, ...args: unknown[]): unknown {
    lendPreloads();
    return Reflect.construct(parent, args, new.target!);
  };
  const { name, length } = Object.getOwnPropertyDescriptors(parent);
  Object.defineProperties(wrapper, {
    name: name!,
    length: length!,
    prototype: { value: parent.prototype },
    [mark]: { value: parent },
  });
  Object.setPrototypeOf(Worker, Object.setPrototypeOf(wrapper, parent));
}

/**
 * Until this turn is over, the options of a worker inherit `preload`: the class makes them anew, and
 * the runtime takes what they inherit. No other object sees anything of it.
 */
export function lendPreloads(): void {
  const { prototype } = Object;
  if (!state.enabled || Object.hasOwn(prototype, "preload")) return;
  if (!Object.isExtensible(prototype)) {
    if (state.settings.unknown === "refuse") {
      throw new Error('Cannot start a worker under unknown: "refuse": Object.prototype is frozen');
    }
    return noteUnpatched("Object.prototype is frozen");
  }
  Object.defineProperty(prototype, "preload", {
    configurable: true,
    get(this: object) {
      return isOfThread(this) ? preloads(undefined) : undefined;
    },
    set(this: object, value: unknown) {
      Reflect.defineProperty(this, "preload", {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    },
  });
  queueMicrotask(() => Reflect.deleteProperty(prototype, "preload"));
}

/** What the class puts beside a program's own data for the runtime. */
function isOfThread(options: object): boolean {
  const data: unknown = Object.hasOwn(options, "workerData") && Reflect.get(options, "workerData");
  return typeof data === "object" && data !== null && "@@bunWorkerThreadsMessaging" in data;
}
