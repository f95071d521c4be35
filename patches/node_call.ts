// SPDX-License-Identifier: Apache-2.0

/** What node:child_process was asked, read without changing it; undefined is left to the original. @module */
import type { Environment, Sink } from "../lookups/types.ts";
import { environmentOf } from "./environment.ts";

/** Options as the program gave them. */
export type Options = Readonly<Record<string, unknown>>;

/** The three standard streams. */
export type Stdio = readonly [input: Sink, output: Sink, error: Sink];

const sinks: Readonly<Record<string, Sink>> = { pipe: "pipe", ignore: "null", inherit: "inherit" };

/** The form of `stdio`; undefined where it names more than pipes, nothing, and our own descriptors. */
export function stdioOf(stdio: unknown): Stdio | undefined {
  if (stdio === undefined) return ["pipe", "pipe", "pipe"];
  if (typeof stdio === "string") {
    const sink = sinks[stdio];
    return sink && [sink, sink, sink];
  }
  if (!Array.isArray(stdio) || stdio.length > 3) return undefined;
  const [input, output, error] = [0, 1, 2].map((index) => {
    const asked = stdio[index];
    return asked === undefined || asked === null ? "pipe" : sinks[asked];
  });
  return input && output && error && [input, output, error];
}

/** Whether this is a string that execve(2) can be given. */
export function isPlain(value: unknown): value is string {
  return typeof value === "string" && !value.includes("\0");
}

/** Whether these are arguments that need no conversion. */
export function arePlain(values: unknown): values is readonly string[] {
  return Array.isArray(values) && values.every(isPlain);
}

/** The environment that the program gave; undefined where it is not plain strings. */
export function givenEnvironment(env: unknown, base?: Environment): Environment | undefined {
  if (typeof env !== "object" || env === null) return undefined;
  const prototype = Object.getPrototypeOf(env);
  // inherited variables count for Node, and the environment reads own ones
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  for (const [name, value] of Object.entries(env)) {
    if (!isPlain(name) || (value !== undefined && !isPlain(value))) return undefined;
  }
  return environmentOf(env as Record<string, string | undefined>, base);
}
