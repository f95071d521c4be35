// SPDX-License-Identifier: Apache-2.0

/**
 * Patches this process on import, with the settings of the environment. To be loaded before anything
 * else: `deno run --preload`, `bun --preload`, or as the first import.
 *
 * @example
 * ```ts
 * import "@aa/monkeys/register";
 * import { execSync } from "node:child_process";
 *
 * console.log(String(execSync("uname -s"))); // and nothing was executed
 * ```
 *
 * @module
 */
import { patch } from "./patches/mod.ts";

patch();
