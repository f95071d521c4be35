// SPDX-License-Identifier: Apache-2.0

/** Putting a wrapper in the place of an API. @module */
import { state } from "./state.ts";

/** Any function or class. */
// deno-lint-ignore ban-types -- what is replaced is any function there is
export type Callable = Function;

/**
 * Replaces `holder[member]` by what `wrap` makes of it. The wrapper gets the original's name and
 * length and bears the original under `Symbol.for("@aa/monkeys.original")`; one that is there
 * already stays. An API that this runtime does not have is left out.
 */
export function replace<T extends Callable>(
  holder: object,
  member: string,
  api: string,
  wrap: (original: T) => Callable,
): void {
  const mark = Symbol.for("@aa/monkeys.original");
  const original = Reflect.get(holder, member) as T | undefined;
  if (typeof original !== "function" || Object.hasOwn(original, mark)) return;
  const wrapper = wrap(original);
  for (const key of ["name", "length"] as const) {
    Object.defineProperty(wrapper, key, { value: original[key], configurable: true });
  }
  Object.defineProperty(wrapper, mark, { value: original });
  state.originals.set(api, original);
  Reflect.set(holder, member, wrapper);
}
