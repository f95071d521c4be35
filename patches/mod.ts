// SPDX-License-Identifier: Apache-2.0

/** Patching all of a runtime's APIs, and undoing it. @module */
import { patchBunSpawn } from "./bun_spawn.ts";
import { patchBunSpawnSync } from "./bun_spawn_sync.ts";
import { patchDenoCommand } from "./deno_command.ts";
import { patchNodeChildProcess } from "./node_child_process.ts";
import { patchWorkers } from "./worker.ts";
import { state } from "./state.ts";

/** Patches every API of this runtime that starts programs. */
export function patch(): void {
  if ("Bun" in globalThis) {
    patchBunSpawn();
    patchBunSpawnSync();
  } else {
    patchDenoCommand();
    patchNodeChildProcess();
  }
  patchWorkers();
  state.enabled = true;
}
