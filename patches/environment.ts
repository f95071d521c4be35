// SPDX-License-Identifier: Apache-2.0

/** Environments as patched APIs are given them. @module */
import { requireVariable } from "../host/permission.ts";
import { encode, latin1 } from "../lookups/text.ts";
import { type Environment, Pass } from "../lookups/types.ts";

/** The environment of this process, read by name: copying it costs more than most answers. */
export const processEnvironment: Environment = {
  get(name) {
    requireVariable(name);
    const value = "Bun" in globalThis ? process.env[name] : Deno.env.get(name);
    // what Bun reads in the place of other bytes, and hands on as they are where it makes no copy
    if (value?.includes("\ufffd")) throw new Pass(`variable ${name}`);
    return value;
  },
  entries() {
    requireVariable(undefined);
    return inOrder(
      Object.entries("Bun" in globalThis ? process.env : Deno.env.toObject())
        .filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
  },
};

/** An environment that the program gave; later variables shadow those of `base`. */
export function environmentOf(
  variables: Readonly<Record<string, unknown>>,
  base?: Environment,
): Environment {
  return {
    get(name) {
      const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
      return value === undefined ? base?.get(name) : String(value);
    },
    entries() {
      const merged = new Map(base?.entries());
      for (const [name, value] of Object.entries(variables)) {
        if (value !== undefined) merged.set(name, String(value));
      }
      return inOrder([...merged]);
    },
  };
}

/** As the child has them: Deno hands them on by the bytes of their names, Bun as they are. */
function inOrder(entries: [name: string, value: string][]): [name: string, value: string][] {
  if ("Bun" in globalThis) return entries;
  const bytes = (text: string) => latin1(encode(text));
  return entries.sort(([one], [other]) => bytes(one) < bytes(other) ? -1 : 1);
}
