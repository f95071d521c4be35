// SPDX-License-Identifier: Apache-2.0

/** Putting a wrapper in the place of an API. @module */
import { state } from "./state.ts";

/** Any function or class. */
// deno-lint-ignore ban-types -- what is replaced is any function there is
export type Callable = Function;

const mark = Symbol.for("@aa/monkeys.original");

/**
 * Replaces `holder[member]` by what `wrap` makes of it. The wrapper gets the original's own
 * properties where it has none and bears the original under `Symbol.for("@aa/monkeys.original")`; one that is there
 * already stays, and so does an original that `wrap` gives back. An API that this runtime does not
 * have is left out.
 *
 * What the runtime makes when it is first read is wrapped when it is first read.
 */
export function replace<T extends Callable>(
  holder: object,
  member: string,
  api: string,
  wrap: (original: T) => Callable,
): void {
  const get = Object.getOwnPropertyDescriptor(holder, member)?.get;
  if (!get) {
    const original: unknown = Reflect.get(holder, member);
    if (original !== undefined) Reflect.set(holder, member, wrapped(original, api, wrap));
    return;
  }
  let wrapper: unknown;
  Object.defineProperty(holder, member, {
    get() {
      return wrapper ??= wrapped(Reflect.apply(get, holder, []), api, wrap);
    },
  });
}

function wrapped<T extends Callable>(
  original: unknown,
  api: string,
  wrap: (original: T) => Callable,
): unknown {
  if (typeof original !== "function" || Object.hasOwn(original, mark)) return original;
  const wrapper = wrap(original as T);
  if (wrapper === original) return original;
  for (const key of Reflect.ownKeys(original)) {
    const isOwn = key === "prototype" || key !== "name" && key !== "length" && key in wrapper;
    if (isOwn) continue;
    Object.defineProperty(wrapper, key, Object.getOwnPropertyDescriptor(original, key)!);
  }
  Object.defineProperty(wrapper, mark, { value: original });
  state.originals.set(api, original);
  return wrapper;
}

/** A wrapper that is no constructor, as the runtimes' own functions are none. */
export function method(
  call: (self: unknown, given: readonly unknown[]) => unknown,
): (...given: unknown[]) => unknown {
  const { wrapper } = {
    wrapper(this: unknown, ...given: unknown[]): unknown {
      return call(this, given);
    },
  };
  return wrapper;
}
