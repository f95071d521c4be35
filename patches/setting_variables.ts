// SPDX-License-Identifier: Apache-2.0

/** The `AA_MONKEYS…` variables, read at every start: most often, none is there. @module */
import { isVariablePermitted } from "../host/permission.ts";
import { Pass } from "../lookups/types.ts";
import { engine } from "./engine.ts";

/** The variables that are there, by their names. */
export type Variables = Readonly<Record<string, string>>;

const suffixes = ["", "_LOOKUPS", "_UNKNOWN", "_ALLOW", "_FILES", "_TRACE", "_TRACE_ARGUMENTS"];

/**
 * Reads them; undefined where none is set. One that Deno's permission withholds counts as not set:
 * nobody is asked.
 */
export function settingVariables(): Variables | undefined {
  let found: Record<string, string> | undefined;
  for (const suffix of suffixes) {
    const name = `AA_MONKEYS${suffix}`;
    const value = read(name);
    // an empty one is none
    if (value) (found ??= {})[name] = value;
  }
  return found;
}

function read(name: string): string | undefined {
  if (!("Bun" in globalThis)) return isVariablePermitted(name) ? Deno.env.get(name) : undefined;
  // Bun.env is process.env, and costs no process
  const { env } = Reflect.get(globalThis, "Bun") as { env: Record<string, string | undefined> };
  const value = env[name];
  return value && isGiven(name) ? value : undefined;
}

/** Bun reads ./.env before any preload: who can write there is not who started the process. */
function isGiven(name: string): boolean {
  try {
    return engine().isInEnviron(name);
  } catch (thrown) {
    // nothing is answered then, and what the variable forbids stays forbidden
    if (thrown instanceof Pass) return true;
    throw thrown;
  }
}
