// SPDX-License-Identifier: Apache-2.0

/** What the `AA_MONKEYS…` variables say. @module */
import type { Variables } from "./setting_variables.ts";
import { type Options, validate } from "./settings.ts";

const variables: { readonly [K in keyof Options]: string } = {
  lookups: "AA_MONKEYS_LOOKUPS",
  unknown: "AA_MONKEYS_UNKNOWN",
  allow: "AA_MONKEYS_ALLOW",
  files: "AA_MONKEYS_FILES",
  trace: "AA_MONKEYS_TRACE",
  traceArguments: "AA_MONKEYS_TRACE_ARGUMENTS",
};

/** The variables that are on or off, whatever that is in code. */
const switches = ["AA_MONKEYS", "AA_MONKEYS_TRACE_ARGUMENTS"] as const;

function requireSwitch(variable: string, value: string): void {
  if (value === "on" || value === "off") return;
  throw new TypeError(
    `Cannot set ${variable} to ${JSON.stringify(value)}: allowed are "on" and "off"`,
  );
}

/**
 * The settings that variables give.
 *
 * @param names of all that answers
 * @throws {TypeError} on a value that is not allowed
 */
export function optionsOf(given: Variables, names: () => readonly string[]): Options {
  for (const variable of switches) requireSwitch(variable, given[variable] ?? "on");
  const options: Record<string, unknown> = {};
  for (const [key, variable] of Object.entries(variables)) {
    const value = given[variable];
    if (value !== undefined) options[key] = parse(key, value);
  }
  validate(options, (key) => variables[key as keyof Options] ?? key, names);
  return options;
}

function parse(key: string, value: string): unknown {
  if (key === "allow") return items(value);
  if (key === "traceArguments") return value === "on";
  return key === "lookups" ? parseLookups(items(value)) : value;
}

function items(value: string): string[] {
  return value.split(",").map((item) => item.trim()).filter((item) => item !== "");
}

/** `-uname,-id`: all but those; `uname,id`: only those; `all`, `none`: to begin with. */
function parseLookups(words: readonly string[]): Record<string, boolean> {
  const switches: Record<string, boolean> = { "*": words[0]?.startsWith("-") ?? true };
  for (const word of words) {
    if (word === "all") switches["*"] = true;
    else if (word === "none") switches["*"] = false;
    else if (word.startsWith("-")) switches[word.slice(1)] = false;
    else switches[word] = true;
  }
  return switches;
}
