// SPDX-License-Identifier: Apache-2.0

/** The functions of node:child_process that wait, in Deno: what they are given, and what they make of it. @module */
import type { Options } from "./node_call.ts";
import { askSync, outputOf } from "./node_sync.ts";
import { signalName } from "./signals.ts";

/** One call: its arguments, and the original's way. */
type SyncCall = (given: readonly unknown[], pass: () => unknown) => unknown;

const api = "node:child_process";

/** The calls by the functions' names. */
export const nodeSync: Readonly<
  Record<"spawnSync" | "execFileSync" | "execSync" | "normalized", SyncCall>
> = {
  spawnSync(given, pass) {
    const { args, options } = split(given);
    return askSync(`${api}.spawnSync`, given[0], args, options) ?? pass();
  },

  execFileSync(given, pass) {
    const [file, second, third] = given;
    // the original takes it for a callback
    if (third != null && !Array.isArray(second) && second != null) return pass();
    const { args, options } = split(given);
    const result = askSync(`${api}.execFileSync`, file, args, options);
    if (!result) return pass();
    const { argv0, stdio } = options as { argv0?: string; stdio?: unknown };
    return outputOf(result, [argv0 || file, ...args as string[]].join(" "), !stdio);
  },

  execSync([command, options = {}], pass) {
    if (options === null || typeof options !== "object") return pass();
    const { shell, stdio } = options as { shell?: unknown; stdio?: unknown };
    const through = {
      __proto__: null,
      ...options,
      shell: typeof shell === "string" ? shell : true,
    };
    const result = askSync(`${api}.execSync`, command, [], through);
    return result ? outputOf(result, String(command), !stdio) : pass();
  },

  /** What all three hand on within Deno: a shell is a command like any other by then. */
  normalized([options], pass) {
    const { file, args, killSignal, ...rest } = options as Options & { args: readonly string[] };
    const [argv0, ...others] = args;
    return askSync(`${api}.spawnSync`, file, others, {
      ...rest,
      argv0: argv0 === file ? undefined : argv0,
      shell: undefined,
      killSignal: typeof killSignal === "number" ? signalName(killSignal) : killSignal,
    }) ?? pass();
  },
};

function split([, second, third]: readonly unknown[]): { args: unknown; options: unknown } {
  if (Array.isArray(second)) return { args: second, options: third === undefined ? {} : third };
  if (second == null) return { args: [], options: third === undefined ? {} : third };
  return { args: [], options: second };
}
