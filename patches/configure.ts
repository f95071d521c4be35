// SPDX-License-Identifier: Apache-2.0

/** Takes over what code and environment set, once both are found right. @module */
import { names } from "./answer.ts";
import type { Variables } from "./setting_variables.ts";
import { combine, type Options, validate } from "./settings.ts";
import { optionsOf } from "./settings_from_environment.ts";
import { state } from "./state.ts";

/**
 * Adds options of code to those that were given before, and lets variables tighten them; under
 * `AA_MONKEYS=off` whoever switched everything off wants the program to run, whatever they say.
 *
 * @throws {TypeError} on an unknown setting or a value that is not allowed
 */
export function configure(options: Options, variables: Variables): void {
  const known = () => [...names(), ...state.defined.keys()];
  validate(options, (key) => `"${key}"`, known);
  const isOff = variables["AA_MONKEYS"] === "off";
  const environment = isOff ? {} : optionsOf(variables, known);
  state.options = { ...state.options, ...options };
  state.settings = combine(state.options, environment);
}
