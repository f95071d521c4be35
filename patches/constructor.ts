// SPDX-License-Identifier: Apache-2.0

/** Standing in for a constructor without anybody seeing it. @module */
import { state } from "./state.ts";

/** A constructor of anything. */
export type Constructor = new (...args: unknown[]) => object;

const mark = Symbol.for("@aa/monkeys.original");

/**
 * A constructor that looks like `original`, and builds its instances from the arguments that
 * `rewrite` gives. Name, length, statics, `prototype` and subclassing are the original's.
 *
 * Calling it on what is wrapped already, by any copy of the library, gives that back.
 */
export function wrapConstructor(
  api: string,
  original: Constructor,
  rewrite: (args: readonly unknown[]) => readonly unknown[],
): Constructor {
  if (mark in original) return original;
  const wrapper: unknown = function (this: unknown, ...args: unknown[]): unknown {
    // without `new` a class throws the error that the caller expects
    if (!new.target) return Reflect.apply(original, this, args);
    return Reflect.construct(
      original,
      rewrite(args),
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
