// SPDX-License-Identifier: Apache-2.0

/** `set` and `shift`: a shell's options and parameters. @module */
import { failed } from "../lookups/text.ts";
import { type Answer, Pass } from "../lookups/types.ts";
import type { BuiltinCall } from "./builtin_call.ts";

/** Runs `set`. */
export function set({ args, state, shell }: BuiltinCall): void {
  if (args.length === 0) throw new Pass("builtin set");
  for (let at = 0; at < args.length; at++) {
    const [, sign, letters] = /^([-+])([a-z]+)$/.exec(args[at]!) ?? [];
    if (sign === undefined || letters === undefined) {
      if (args[at] === "--") state.parameters = args.slice(at + 1);
      else if (/^[^-+]/.test(args[at]!)) state.parameters = args.slice(at);
      else throw new Pass("builtin set");
      return;
    }
    for (const letter of letters) {
      const name = letter === "o" ? args[++at] : names[letter];
      switchOption(name, sign === "-", { state, shell });
    }
  }
}

const names: Readonly<Record<string, string>> = { e: "errexit", u: "nounset" };

function switchOption(
  name: string | undefined,
  isOn: boolean,
  { state, shell }: Pick<BuiltinCall, "state" | "shell">,
): void {
  if (name === "errexit") state.exitsOnError = isOn;
  else if (name === "nounset") state.requiresSet = isOn;
  // dash has it since 0.5.13
  else if (name === "pipefail" && shell === "bash") state.failsAnywhere = isOn;
  else throw new Pass("builtin set");
}

/** Runs `shift`. */
export function shift({ args, state, shell }: BuiltinCall): Answer {
  const [count = "1", ...more] = args;
  if (more.length > 0 || !/^\d{1,3}$/.test(count)) throw new Pass("builtin shift");
  if (Number(count) > state.parameters.length) {
    if (shell === "bash") return failed(1, "");
    throw new Pass("builtin shift");
  }
  state.parameters = state.parameters.slice(Number(count));
  return failed(0, "");
}
