// SPDX-License-Identifier: Apache-2.0

/**
 * What becomes of the calls of patched APIs, whichever runtime has them: all that the patches reach
 * by `engine()` when the first call comes. In the bundle it is a file of its own.
 *
 * @module
 */
export { configure } from "./configure.ts";
export { isInEnviron } from "./environ.ts";
export { bunSpawn } from "./bun_spawn.ts";
export { bunSpawnSync } from "./bun_spawn_sync.ts";
export { watchTemplate } from "./bun_shell_watch.ts";
export { denoCommand, denoWait } from "./deno_command.ts";
export { denoRun } from "./deno_run.ts";
export { spawnChild } from "./node_spawn.ts";
export { nodeSync } from "./node_sync_calls.ts";
export { lendPreloads, patchThreadClass } from "./threads_bun_class.ts";
export { withPreload } from "./worker_bun.ts";
export { wrapNodeWorker, wrapWebWorker } from "./worker_deno.ts";
