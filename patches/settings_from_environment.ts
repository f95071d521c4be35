// SPDX-License-Identifier: Apache-2.0

/** Settings by `AA_MONKEYS…` variables. @module */
import { isVariablePermitted } from "../host/permission.ts";
import { openLibc } from "../ffi/libc.ts";
import { type Options, validate } from "./settings.ts";

/** What the environment says. */
export interface EnvironmentSettings {
  /** Whether everything is switched off (`AA_MONKEYS=off`). */
  readonly off: boolean;
  /** The settings given. */
  readonly options: Options;
}

const variables: { readonly [K in keyof Options]: string } = {
  lookups: "AA_MONKEYS_LOOKUPS",
  unknown: "AA_MONKEYS_UNKNOWN",
  allow: "AA_MONKEYS_ALLOW",
  files: "AA_MONKEYS_FILES",
  trace: "AA_MONKEYS_TRACE",
  traceArguments: "AA_MONKEYS_TRACE_ARGUMENTS",
};

/**
 * Reads the variables. One that Deno's permission withholds counts as not set: nobody is asked.
 *
 * @throws {TypeError} on a value that is not allowed
 */
export function settingsFromEnvironment(
  names: () => readonly string[] | undefined,
  read: (name: string) => string | undefined = readVariable,
): EnvironmentSettings {
  const main = read("AA_MONKEYS") || "on";
  if (main !== "on" && main !== "off") {
    throw new TypeError(
      `Cannot set AA_MONKEYS to ${JSON.stringify(main)}: allowed are "on" and "off"`,
    );
  }
  const options: Record<string, unknown> = {};
  for (const [key, variable] of Object.entries(variables)) {
    const value = read(variable);
    if (value) options[key] = parse(key, value);
  }
  const off = main === "off";
  // who switches everything off wants the program to run, whatever else is wrong
  if (!off) validate(options, (key) => variables[key as keyof Options] ?? key, names);
  return { off, options };
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

function readVariable(name: string): string | undefined {
  if (!("Bun" in globalThis)) return isVariablePermitted(name) ? Deno.env.get(name) : undefined;
  const value = process.env[name];
  // Bun reads ./.env before any preload: who can write there is not who started the process
  return value !== undefined && isInEnviron(name) ? value : undefined;
}

function isInEnviron(name: string): boolean {
  // char *getenv(const char *name)
  const c = openLibc({ getenv: { parameters: ["buffer"], result: "pointer" } });
  return !!c?.getenv(new TextEncoder().encode(`${name}\0`));
}
