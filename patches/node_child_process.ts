// SPDX-License-Identifier: Apache-2.0

/**
 * Patches node:child_process in Deno. Its functions are replaced before it is first evaluated as an
 * ES module, which copies them; or, where nothing has loaded it yet, it is left alone until
 * something does, and what its functions call is replaced.
 *
 * @module
 */
import type { ChildProcess } from "node:child_process";
import { hand } from "./hand.ts";
import { denoInternals, whenSet } from "./insides.ts";
import type { Options } from "./node_call.ts";
import { type Callable, method, replace } from "./replace.ts";

type Functions = "spawnSync" | "execFileSync" | "execSync";
type Spawn = (this: ChildProcess, options: Options) => unknown;

/** Set by the module at its end (ext/node/polyfills/child_process.ts). */
const leftByModule = "__setupChildProcessIpcChannel";

/** Whether a call is the original's, all the way down. */
let isPassing = false;

/** Replaces what all calls of node:child_process go through, now or when it is loaded. */
export function patchNodeChildProcess(): void {
  const internals = denoInternals();
  if (!internals || leftByModule in internals) return patchModule();
  whenSet(internals, leftByModule, () => {
    patchInternal();
    // the module itself is there when this turn is over; its functions answer faster when patched
    queueMicrotask(patchModule);
  });
}

function patchModule(): void {
  const module = process.getBuiltinModule("node:child_process");
  for (const name of ["spawnSync", "execFileSync", "execSync"] as const) patchSync(module, name);
  patchSpawn(module.ChildProcess.prototype);
  patchInternal();
}

function patchSync(module: { readonly [Name in Functions]: unknown }, name: Functions): void {
  const api = `node:child_process.${name}`;
  replace(module, name, api, (original) =>
    function (this: unknown, ...given: unknown[]): unknown {
      const pass = () => passing(() => Reflect.apply(original, this, given));
      return hand(api, (engine) => engine.nodeSync[name](given, pass), pass);
    });
}

/** Through `ChildProcess.prototype.spawn` goes every asynchronous call, under whatever name. */
function patchSpawn(prototype: object): void {
  const api = "node:child_process.ChildProcess.prototype.spawn";
  replace<Callable & Spawn>(
    prototype,
    "spawn",
    api,
    (original) =>
      function (this: ChildProcess, options: Options): unknown {
        const pass = () => Reflect.apply(original, this, [options]);
        return hand(api, (engine) => engine.spawnChild(this, options, original), pass);
      },
  );
}

/**
 * The functions that wait share one, which they look up when they are called: so they are answered
 * even where a program took them before they were patched. The environment was copied by then, of
 * which Deno makes 2 µs a variable.
 */
function patchInternal(): void {
  const { createRequire } = process.getBuiltinModule("node:module");
  let internal: { readonly ChildProcess: { readonly prototype: object } };
  try {
    internal = createRequire("file:///")("internal/child_process");
  } catch {
    // in other versions nobody may have it
    return;
  }
  patchSpawn(internal.ChildProcess.prototype);
  const api = "node:internal/child_process.spawnSync";
  replace(internal, "spawnSync", api, (original) =>
    method((self, given) => {
      const pass = () => Reflect.apply(original, self, given);
      if (isPassing) return pass();
      return hand(api, (engine) => engine.nodeSync.normalized(given, pass), pass);
    }));
}

function passing<T>(call: () => T): T {
  const before = isPassing;
  isPassing = true;
  try {
    return call();
  } finally {
    isPassing = before;
  }
}
