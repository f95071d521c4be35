// SPDX-License-Identifier: Apache-2.0

/** Patches Bun's own APIs, in which node:child_process' functions end as well. @module */
import { patchBunShell } from "./bun_shell.ts";
import { hand } from "./hand.ts";
import { method, replace } from "./replace.ts";

type Spawn = (...args: unknown[]) => unknown;

/** Replaces `Bun.spawn`, `Bun.spawnSync` and `Bun.$`. */
export function patchBun(): void {
  const bun: object = Reflect.get(globalThis, "Bun");
  replace<Spawn>(bun, "spawn", "Bun.spawn", (original) =>
    method((self, given) => {
      const pass = () => Reflect.apply(original, self, given);
      return hand("Bun.spawn", (engine) => engine.bunSpawn(given, pass), pass);
    }));
  replace<Spawn>(bun, "spawnSync", "Bun.spawnSync", (original) =>
    method((self, given) => {
      const pass = () => Reflect.apply(original, self, given);
      return hand("Bun.spawnSync", (engine) => engine.bunSpawnSync(given, pass), pass);
    }));
  patchBunShell(bun);
}
