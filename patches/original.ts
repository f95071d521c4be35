// SPDX-License-Identifier: Apache-2.0

/** The APIs as the runtime made them. @module */
import { state } from "./state.ts";

type Call = (...args: unknown[]) => unknown;

const promisified = Symbol.for("nodejs.util.promisify.custom");

/**
 * The original of a patched API, by the name that users give it: `Deno.Command`, `Bun.spawnSync`,
 * `node:child_process.execSync`. Where that API was not replaced, the API itself.
 *
 * Those of node:child_process end in functions that are patched as well; these are such that what
 * they call is the original's too.
 *
 * @throws {TypeError} where this runtime has no such API
 */
export function original(name: string): unknown {
  const [owner, member] = split(name);
  // what is wrapped when it is first read is kept by then
  const now = current(owner, member);
  const kept = state.originals.get(name) ?? now;
  if (kept === undefined) throw new TypeError(`Unknown API "${name}"`);
  const isCall = owner === "node:child_process" && /^[a-z]/.test(member);
  return isCall && typeof kept === "function" ? alone(kept as Call) : kept;
}

function split(name: string): [owner: string, member: string] {
  const dot = name.lastIndexOf(".");
  return [name.slice(0, dot), name.slice(dot + 1)];
}

function current(owner: string, member: string): unknown {
  const holder: unknown = owner.startsWith("node:")
    ? process.getBuiltinModule(owner as "node:module")
    : (globalThis as Record<string, unknown>)[owner];
  return (holder as Record<string, unknown> | undefined)?.[member];
}

/** A function during whose calls nothing is answered: each has started its child when it returns. */
function alone(call: Call): Call {
  const wrapper: Call = (...args) => {
    const { enabled } = state;
    state.enabled = false;
    try {
      return call(...args);
    } finally {
      state.enabled = enabled;
    }
  };
  const custom = (call as { [promisified]?: Call })[promisified];
  return custom ? Object.assign(wrapper, { [promisified]: alone(custom) }) : wrapper;
}
