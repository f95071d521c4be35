// SPDX-License-Identifier: Apache-2.0

/** The APIs as the runtime made them. @module */
import { state } from "./state.ts";

/**
 * The original of a patched API, by the name that users give it: `Deno.Command`, `Bun.spawnSync`,
 * `node:child_process.execSync`. Where that API was not replaced, the API itself: in Bun the
 * functions of node:child_process go through `Bun.spawn` and `Bun.spawnSync`, whose originals to ask
 * for.
 *
 * @throws {TypeError} where this runtime has no such API
 */
export function original(name: string): unknown {
  const kept = state.originals.get(name) ?? current(name);
  if (kept === undefined) throw new TypeError(`Unknown API "${name}"`);
  return kept;
}

function current(name: string): unknown {
  const dot = name.lastIndexOf(".");
  const [owner, member] = [name.slice(0, dot), name.slice(dot + 1)];
  const holder: unknown = owner.startsWith("node:")
    ? process.getBuiltinModule(owner as "node:module")
    : (globalThis as Record<string, unknown>)[owner];
  return (holder as Record<string, unknown> | undefined)?.[member];
}
