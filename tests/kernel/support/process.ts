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

/** The runtime with the options under which a program of the tests runs. */
export const runtime: readonly string[] = [
  process.execPath,
  ..."Bun" in globalThis ? [] : ["run", "-A", "--quiet", "--no-config", "--no-lock"],
];

/** What more a process may be given. */
export interface Around {
  /** A command before it, such as `env`. */
  readonly wrapper?: readonly string[];
  /** The runtime, with other options. */
  readonly runtime?: readonly string[];
  /** Arguments behind the steps. */
  readonly args?: readonly string[];
}

/**
 * Runs steps in a process of its own.
 *
 * @param from the profile that it starts in; unconfined if undefined
 */
export function run(
  from: string | undefined,
  steps: readonly Step[],
  around: Around = {},
): Ended {
  const program = fileURLToPath(new URL("./steps.ts", import.meta.url));
  const confined = from === undefined ? [] : ["aa-exec", "-p", from, "--"];
  const [file, ...args] = [
    ...confined,
    ...around.wrapper ?? [],
    ...around.runtime ?? runtime,
    program,
    JSON.stringify(steps),
    ...around.args ?? [],
  ];
  const { stdout, stderr, status, signal } = spawnSync(file!, args, { encoding: "utf8" });
  const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
  if (stderr !== "" || lines.length < steps.length) {
    console.error(`${JSON.stringify(steps)} ended by ${status ?? signal}: ${stderr}`);
  }
  return { outcomes: lines.map((line) => JSON.parse(line) as Outcome), status, signal };
}
