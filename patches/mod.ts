// SPDX-License-Identifier: Apache-2.0

/** Patching all of a runtime's APIs, and undoing it. @module */
import { type Lookup, Pass } from "../lookups/types.ts";
import { say } from "./diagnostic.ts";
import { engine } from "./engine.ts";
import { install } from "./install.ts";
import { settingVariables, type Variables } from "./setting_variables.ts";
import type { Options } from "./settings.ts";
import { state } from "./state.ts";

export { original } from "./original.ts";
export { stats } from "./outcomes.ts";
export type { OutcomeMessage, Stats } from "./outcomes.ts";
export type { OutcomeCount } from "./state.ts";
export type { Options, Settings } from "./settings.ts";

/**
 * Patches every API of this runtime that starts programs, in this thread. Called again, it changes
 * the settings that are given and leaves the others. The environment's settings tighten these.
 *
 * Under `AA_MONKEYS=off` nothing is patched.
 *
 * @throws {TypeError} on an unknown setting or a value that is not allowed
 * @throws {Error} on settings after {@linkcode seal}
 */
export function patch(options: Options = {}): void {
  const isChange = Object.keys(options).length > 0;
  if (isChange) requireUnsealed("patch");
  const variables = settingVariables();
  const isOff = variables?.["AA_MONKEYS"] === "off";
  // most programs set nothing, and start
  if (isChange || variables && !isOff) configure(options, variables ?? {});
  if (isOff) {
    if (!state.off && state.options.unknown === "refuse") {
      // the one case in which the environment loosens: never in silence
      say('AA_MONKEYS=off overrides unknown: "refuse"');
    }
    state.off = true;
    return;
  }
  if (!state.installed) {
    state.installed = true;
    install();
  }
  state.enabled = true;
}

function configure(options: Options, variables: Variables): void {
  try {
    engine().configure(options, variables);
  } catch (thrown) {
    if (!(thrown instanceof Pass)) throw thrown;
    const given = [...Object.keys(options), ...Object.keys(variables)].join(", ");
    throw new Error(`Cannot set ${given}: ${thrown.reason}`);
  }
}

/** Hands every call to the originals, until {@linkcode enable}. */
export function disable(): void {
  requireUnsealed("disable");
  state.enabled = false;
}

/** Undoes {@linkcode disable}; patches where nothing was patched yet. */
export function enable(): void {
  patch();
}

/**
 * Answers a command in the program's own way, wherever PATH leads; before the library's own lookup
 * of that name. It must be synchronous, and undefined passes the call.
 *
 * @example
 * ```ts
 * import { defineLookup } from "@aa/monkeys";
 *
 * defineLookup("git", ({ args }) =>
 *   args.join(" ") === "rev-parse HEAD"
 *     ? { code: 0, stdout: new TextEncoder().encode("4b825dc6\n"), stderr: new Uint8Array() }
 *     : undefined);
 * ```
 */
export function defineLookup(name: string, answer: Lookup): void {
  requireUnsealed("define a lookup");
  if (name === "" || name === "*" || name.includes("/")) {
    throw new TypeError(`Cannot define the lookup "${name}": the name of a command is needed`);
  }
  state.defined.set(name, {
    name,
    package: "",
    presumed: true,
    everywhere: true,
    rules: [],
    summary: "defined by the program",
    source: "the program",
    answer,
  });
}

/**
 * Makes every later change of settings throw. It stops accidents, no attacker: code in the same
 * process can always reach the originals. The profile is the fence.
 */
export function seal(): void {
  state.sealed = true;
}

function requireUnsealed(operation: string): void {
  if (state.sealed) throw new Error(`Cannot ${operation}: the settings are sealed`);
}
