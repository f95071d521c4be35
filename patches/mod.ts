// SPDX-License-Identifier: Apache-2.0

/** Patching all of a runtime's APIs, and undoing it. @module */
import { type Lookup, Pass } from "../lookups/types.ts";
import { say } from "./diagnostic.ts";
import { engine } from "./engine.ts";
import { install } from "./install.ts";
import { combine, type Options, validate } from "./settings.ts";
import { settingsFromEnvironment } from "./settings_from_environment.ts";
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
  if (Object.keys(options).length > 0) requireUnsealed("patch");
  validate(options, (key) => `"${key}"`, answering);
  const environment = settingsFromEnvironment(answering);
  const code = { ...state.options, ...options };
  state.options = code;
  state.settings = combine(code, environment.options);
  if (environment.off) {
    if (!state.off && code.unknown === "refuse") {
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

/** The names of all that answers; undefined where the bundle's lookups cannot be read. */
function answering(): string[] | undefined {
  try {
    return [...engine().names(), ...state.defined.keys()];
  } catch (thrown) {
    if (thrown instanceof Pass) return undefined;
    throw thrown;
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
