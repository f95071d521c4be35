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

/**
 * The settings that variables give.
 *
 * @param names of all that answers
 * @throws {TypeError} on a value that is not allowed
 */
export function optionsOf(given: Variables, names: () => readonly string[]): Options {
  const { AA_MONKEYS: main = "on" } = given;
  if (main !== "on" && main !== "off") {
    throw new TypeError(
      `Cannot set AA_MONKEYS to ${JSON.stringify(main)}: allowed are "on" and "off"`,
    );
  }
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
  if (key === "traceArguments" && (value === "on" || value === "off")) return value === "on";
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
