// SPDX-License-Identifier: Apache-2.0

/** Puts watching shells in the place of `Bun.$` and of the shells of `new Bun.$.Shell()`. @module */
import { hand } from "./hand.ts";
import { replace } from "./replace.ts";

/** A shell of the original's, with its settings under symbols. */
export type Shell = ((...args: unknown[]) => object) & Record<symbol, unknown>;
/** The class of shells. */
export type ShellConstructor = new () => Shell;
/** `Bun.$` itself. */
export type DefaultShell = Shell & {
  /** The class of the other shells. */
  readonly Shell: ShellConstructor;
  /** The class of what a template gives. */
  readonly ShellPromise: { readonly prototype: object };
};

/** Patches `Bun.$`. */
export function patchBunShell(bun: object): void {
  replace<DefaultShell>(bun, "$", "Bun.$", (original) => {
    const { Shell } = original;
    return shellOver(original, original, { Shell: shellClass(Shell, original) });
  });
}

/**
 * A shell that has what `original` makes watched; its settings are the original's own, and so is all
 * else that it has but `own`.
 */
function shellOver(original: Shell, main: DefaultShell, own: object = {}): Shell {
  const shell = {
    [original.name](this: unknown, ...given: unknown[]): unknown {
      const make = (): object => Reflect.apply(original, this, given);
      return hand("Bun.$", (engine) => {
        // first of all: the promise is made of a class that this changes
        const watch = engine.watchTemplate(main);
        const promise = make();
        watch(promise, given, original);
        return promise;
      }, make);
    },
  }[original.name] as Shell;
  for (const key of Reflect.ownKeys(original)) {
    const descriptor = Object.getOwnPropertyDescriptor(original, key)!;
    if (typeof key === "symbol") {
      Object.defineProperty(shell, key, {
        get: () => original[key],
        set: (value) => original[key] = value,
        enumerable: true,
        configurable: true,
      });
    } else if (key !== "prototype") {
      if (key in own) descriptor.value = Reflect.get(own, key);
      Object.defineProperty(shell, key, descriptor);
    }
  }
  return Object.setPrototypeOf(shell, Object.getPrototypeOf(original));
}

/** `$.Shell`, whose instances are functions that watch. */
function shellClass(original: ShellConstructor, main: DefaultShell): ShellConstructor {
  const wrapper: unknown = function Shell(this: unknown): unknown {
    // without `new` the original throws its own error
    if (!new.target) return Reflect.apply(original, this, []);
    const target = new.target === wrapper ? original : new.target;
    return shellOver(Reflect.construct(original, [], target), main);
  };
  const { name, length } = Object.getOwnPropertyDescriptors(original);
  const { prototype } = original;
  Object.defineProperties(wrapper, {
    name: name!,
    length: length!,
    prototype: { value: prototype },
  });
  return Object.setPrototypeOf(wrapper, Object.getPrototypeOf(original));
}
