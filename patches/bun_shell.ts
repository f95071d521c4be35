// SPDX-License-Identifier: Apache-2.0

/** `Bun.$` and the shells of `new Bun.$.Shell()`. @module */
import { executingCommands } from "./bun_shell_call.ts";
import { patchShellPromise, script, type ShellPromise, watch } from "./bun_shell_promise.ts";
import { replace } from "./replace.ts";
import { state } from "./state.ts";

/** A shell of the original's, with its settings under symbols. */
type Shell = ((...args: unknown[]) => ShellPromise) & Record<symbol, unknown>;
type ShellConstructor = new () => Shell;
/** `Bun.$` itself. */
type DefaultShell = Shell & { Shell: ShellConstructor; ShellPromise: { prototype: object } };

/** Patches `Bun.$`. */
export function patchBunShell(): void {
  replace<DefaultShell>(Reflect.get(globalThis, "Bun"), "$", "Bun.$", (original) => {
    const printing = new original.Shell();
    Reflect.get(printing, "env").call(printing, {});
    const { prototype } = original.ShellPromise;
    patchShellPromise(prototype, () => printing``);
    const { Shell, ShellPromise, ShellError, braces, escape } = Object
      .getOwnPropertyDescriptors(original);
    return Object.defineProperties(shellOver(original, printing), {
      Shell: { ...Shell, value: shellClass(original.Shell, printing) },
      ShellPromise,
      ShellError: ShellError!,
      braces: braces!,
      escape: escape!,
    });
  });
}

/** A shell that watches what `original` makes, and whose settings are the original's own. */
function shellOver(original: Shell, printing: Shell): Shell {
  const shell: unknown = {
    [original.name](this: unknown, ...given: unknown[]): unknown {
      const promise = Reflect.apply(original, this, given);
      if (state.enabled) consider(promise, given, original, printing);
      return promise;
    },
  }[original.name];
  const wrapper = Object.setPrototypeOf(shell, Object.getPrototypeOf(original)) as Shell;
  for (const key of Object.getOwnPropertySymbols(original)) {
    Object.defineProperty(wrapper, key, {
      get: () => original[key],
      set: (value) => original[key] = value,
      enumerable: true,
      configurable: true,
    });
  }
  const { name, length } = Object.getOwnPropertyDescriptors(original);
  return Object.defineProperties(wrapper, { name: name!, length: length! });
}

/** Has a promise watched, unless its template executes nothing anyway. */
function consider(
  promise: ShellPromise,
  [first, ...values]: unknown[],
  original: Shell,
  printing: Shell,
): void {
  const commands = executingCommands((first as TemplateStringsArray).raw, values);
  if (commands?.length === 0) return;
  const { cwd, env, throws } = settingsOf(original);
  watch(promise, {
    commands,
    answer: printing(script).throws(Boolean(throws)),
    cwd,
    env: { ...env as object },
    isMoved: cwd !== undefined,
  });
}

function settingsOf(shell: Shell): Record<string, unknown> {
  const symbols = Object.getOwnPropertySymbols(shell);
  return Object.fromEntries(symbols.map((each) => [each.description ?? "", shell[each]]));
}

/** `$.Shell`, whose instances are functions that watch. */
function shellClass(original: ShellConstructor, printing: Shell): ShellConstructor {
  const wrapper: unknown = function Shell(this: unknown): unknown {
    // without `new` the original throws its own error
    if (!new.target) return Reflect.apply(original, this, []);
    const target = new.target === wrapper ? original : new.target;
    return shellOver(Reflect.construct(original, [], target), printing);
  };
  const { name, length, prototype } = Object.getOwnPropertyDescriptors(original);
  Object.defineProperties(wrapper, {
    name: name!,
    length: length!,
    prototype: { value: prototype!.value },
  });
  Object.setPrototypeOf(wrapper, Object.getPrototypeOf(original));
  return wrapper as ShellConstructor;
}
