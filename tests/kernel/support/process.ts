// SPDX-License-Identifier: Apache-2.0

/** Starts `steps.ts`, confined or not. @module */
import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { Outcome, Step } from "./steps.ts";

/** What the process printed and how it ended. */
export interface Ended {
  readonly outcomes: readonly Outcome[];
  readonly status: number | null;
  readonly signal: string | null;
}

/**
 * Runs steps in a process of its own.
 *
 * @param from the profile that it starts in; unconfined if undefined
 * @param wrapper a command before it, such as `env`
 */
export function run(
  from: string | undefined,
  steps: readonly Step[],
  wrapper: readonly string[] = [],
): Ended {
  const program = fileURLToPath(new URL("./steps.ts", import.meta.url));
  const options = "Bun" in globalThis ? [] : ["run", "-A", "--quiet", "--no-config", "--no-lock"];
  const confined = from === undefined ? [] : ["aa-exec", "-p", from, "--"];
  const [file, ...args] = [
    ...confined,
    ...wrapper,
    process.execPath,
    ...options,
    program,
    JSON.stringify(steps),
  ];
  const { stdout, stderr, status, signal } = spawnSync(file!, args, { encoding: "utf8" });
  const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
  if (stderr !== "") console.error(stderr);
  return { outcomes: lines.map((line) => JSON.parse(line) as Outcome), status, signal };
}
