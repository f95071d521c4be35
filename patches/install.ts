// SPDX-License-Identifier: Apache-2.0

/** Every patched API of this runtime: a new one is one file beside this and one line here. @module */
import { patchBunShell } from "./bun_shell.ts";
import { patchBunSpawn } from "./bun_spawn.ts";
import { patchBunSpawnSync } from "./bun_spawn_sync.ts";
import { patchDenoCommand } from "./deno_command.ts";
import { patchNodeChildProcess } from "./node_child_process.ts";
import { patchWorkers } from "./worker.ts";

/** Replaces the APIs of this thread, and keeps the originals in the state. */
export function install(): void {
  if ("Bun" in globalThis) {
    patchBunShell();
    patchBunSpawn();
    patchBunSpawnSync();
  } else {
    patchDenoCommand();
    patchNodeChildProcess();
  }
  patchWorkers();
}
