// SPDX-License-Identifier: Apache-2.0

/**
 * Patches Deno's own APIs. The runtime makes each when it is first read, with streams and all that
 * they need; so does the patch.
 *
 * @module
 */
import type { Engine } from "./engine.ts";
import { loadedFor } from "./hand.ts";
import { type Callable, replace } from "./replace.ts";

type Call = (...args: unknown[]) => unknown;

/** Replaces everything under `Deno` that executes. */
export function patchDeno(): void {
  patch<typeof Deno.Command>("Command", (engine, original) => engine.denoCommand(original));
  patch<Call>("spawn", (engine, original) => engine.denoWait("spawn", original));
  patch<Call>("spawnAndWait", (engine, original) => engine.denoWait("output", original));
  patch<Call>("spawnAndWaitSync", (engine, original) => engine.denoWait("outputSync", original));
  // its types were removed, and it still executes
  patch<Call>("run", (engine, original) => engine.denoRun(original));
}

function patch<T extends Callable>(
  member: string,
  wrap: (engine: Engine, original: T) => Callable,
): void {
  const api = `Deno.${member}`;
  replace<T>(Deno, member, api, (original) => {
    const engine = loadedFor(api);
    return engine ? wrap(engine, original) : original;
  });
}
