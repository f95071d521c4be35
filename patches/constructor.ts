// SPDX-License-Identifier: Apache-2.0

/** Standing in for a constructor of workers without anybody seeing it. @module */
import type { Engine } from "./engine.ts";
import { loadedForWorker } from "./hand.ts";
import { state } from "./state.ts";

/** A constructor of anything. */
export type Constructor = new (...args: unknown[]) => object;

/** Gives the arguments with which a worker starts patched. */
export type Rewrite = (engine: Engine, args: readonly unknown[]) => readonly unknown[];

const mark = Symbol.for("@aa/monkeys.original");

/** Replaces `holder.Worker`, where there is one. */
export function wrapWorker(holder: object, api: string, rewrite: Rewrite): void {
  const descriptor = Object.getOwnPropertyDescriptor(holder, "Worker");
  if (typeof descriptor?.value !== "function") return;
  const value = wrapConstructor(descriptor.value as Constructor, api, rewrite);
  Object.defineProperty(holder, "Worker", { ...descriptor, value });
}

/**
 * A constructor that looks like `original`, and builds its instances from the arguments that
 * `rewrite` gives. Name, length, statics, `prototype` and subclassing are the original's.
 *
 * Calling it on what is wrapped already, by any copy of the library, gives that back.
 */
export function wrapConstructor(
  original: Constructor,
  api: string,
  rewrite: Rewrite,
): Constructor {
  if (mark in original) return original;
  const wrapper: unknown = function (this: unknown, ...args: unknown[]): unknown {
    // without `new` a class throws the error that the caller expects
    if (!new.target) return Reflect.apply(original, this, args);
    const engine = loadedForWorker();
    return Reflect.construct(
      original,
      engine ? rewrite(engine, args) : args,
      new.target === wrapper ? original : new.target,
    );
  };
  Object.setPrototypeOf(wrapper, Object.getPrototypeOf(original));
  Object.defineProperties(wrapper, {
    ...Object.getOwnPropertyDescriptors(original),
    [mark]: { value: original },
  });
  Object.defineProperty(original.prototype, "constructor", {
    value: wrapper,
    writable: true,
    enumerable: false,
    configurable: true,
  });
  state.originals.set(api, original);
  return wrapper as Constructor;
}
