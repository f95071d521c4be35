// SPDX-License-Identifier: Apache-2.0

/** One form of a call run with the originals and with the patches, and what is seen of each. @module */
import assert from "node:assert/strict";
import type * as ChildProcess from "node:child_process";
import process from "node:process";
import { disable, enable, stats } from "../../patches/mod.ts";

/** node:child_process as programs get it after the register. */
export const childProcess = process.getBuiltinModule(
  "node:child_process",
) as typeof ChildProcess;

/** A value without what differs from run to run: process ids, and the stacks of errors. */
export function plain(value: unknown, seen: readonly unknown[] = []): unknown {
  if (typeof value === "function") return `function ${value.name}`;
  if (typeof value !== "object" || value === null) return value;
  // Deno's error of a synchronous call holds itself
  if (seen.includes(value)) return "[circular]";
  if (value instanceof Uint8Array) return { class: value.constructor.name, bytes: String(value) };
  const within = [...seen, value];
  if (Array.isArray(value)) return value.map((each) => plain(each, within));
  const fields = Object.entries(value).map(([key, item]) =>
    key === "pid" ? [key, typeof item] : [key, plain(item, within)]
  );
  if (!(value instanceof Error)) return fields;
  const { name, message, constructor, cause } = value;
  return { name, message, class: constructor.name, cause: plain(cause, within), fields };
}

/** What a call gave, or what it threw. */
export async function outcomeOf(call: () => unknown): Promise<unknown> {
  try {
    return { gave: plain(await call()) };
  } catch (error) {
    return { threw: plain(error) };
  }
}

/**
 * Runs a form with the originals, then with the patches; both must give deeply equal outcomes.
 *
 * @returns how many calls of the second run were answered
 */
export async function compare(title: string, form: () => unknown): Promise<number> {
  disable();
  let expected: unknown;
  try {
    expected = await outcomeOf(form);
  } finally {
    enable();
  }
  const before = stats().answered;
  assert.deepEqual(await outcomeOf(form), expected, title);
  return stats().answered - before;
}
