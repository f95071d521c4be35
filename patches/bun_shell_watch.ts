// SPDX-License-Identifier: Apache-2.0

/** The templates of `Bun.$`, watched until they run. @module */
import type { DefaultShell, Shell } from "./bun_shell.ts";
import { executingCommands } from "./bun_shell_call.ts";
import { patchShellPromise, script, type ShellPromise, watch } from "./bun_shell_promise.ts";

/** Takes notice of what a shell made of a template. */
type Watch = (promise: object, given: readonly unknown[], shell: Shell) => void;

let watchPromise: Watch | undefined;

/** What watches the promises of all shells; on first use it patches their class. */
export function watchTemplate(main: DefaultShell): Watch {
  return watchPromise ??= watchFrom(main);
}

function watchFrom(main: DefaultShell): Watch {
  const printing = new main.Shell() as Shell & { env(variables: object): void };
  printing.env({});
  patchShellPromise(main.ShellPromise.prototype, () => printing``);
  return (promise, [first, ...values], shell) => {
    const commands = executingCommands((first as TemplateStringsArray).raw, values);
    // it executes nothing anyway
    if (commands?.length === 0) return;
    const { cwd, env, throws } = settingsOf(shell);
    watch(promise, {
      commands,
      answer: (printing(script) as ShellPromise).throws(Boolean(throws)),
      cwd,
      env: { ...env as object },
      isMoved: cwd !== undefined,
    });
  };
}

function settingsOf(shell: Shell): Record<string, unknown> {
  const symbols = Object.getOwnPropertySymbols(shell);
  return Object.fromEntries(symbols.map((each) => [each.description ?? "", shell[each]]));
}
