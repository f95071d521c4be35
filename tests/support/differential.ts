// SPDX-License-Identifier: Apache-2.0

/**
 * The real command beside the lookup: the method of this project in one file. Nothing is patched
 * here; the lookup is asked directly.
 *
 * @module
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import process from "node:process";
import type { Answer, Input } from "../../lookups/types.ts";
import { decide } from "../../patches/decide.ts";
import { environmentOf } from "../../patches/environment.ts";
import type { Invocation, Outcome } from "../../patches/invocation.ts";
import { state } from "../../patches/state.ts";

/** What surrounds a command. */
export interface Surroundings {
  /** The whole environment; default: this process'. */
  readonly env?: Record<string, string>;
  /** The working directory. */
  readonly cwd?: string;
  /** Standard input's content; default: `/dev/null`. */
  readonly input?: Uint8Array | undefined;
  /** Its `argv[0]`, where it is asked only; default: what this runtime gives it. */
  readonly argv0?: string;
}

/** What a command gave. */
export interface Result {
  /** Exit status. */
  readonly code: number | null;
  /** Standard output, bytes as Latin-1 so that every difference shows. */
  readonly stdout: string;
  /** Standard error likewise. */
  readonly stderr: string;
}

/** Asks the lookup. */
export function ask(file: string, args: readonly string[], around: Surroundings = {}): Outcome {
  state.enabled = true;
  const input: Input = around.input ? { kind: "bytes", bytes: around.input } : { kind: "null" };
  const invocation: Invocation = {
    api: "test",
    file,
    args,
    argv0: around.argv0,
    argv0IsPath: !("Bun" in globalThis),
    cwd: around.cwd,
    env: around.env && environmentOf(around.env),
    input,
    stdout: "pipe",
    stderr: "pipe",
    synchronous: true,
  };
  return decide(invocation);
}

/** Runs the real command, also where another test of the same process patched its APIs. */
export function run(file: string, args: readonly string[], around: Surroundings = {}): Result {
  const { enabled } = state;
  state.enabled = false;
  try {
    if (around.env && !around.input && !("Bun" in globalThis)) return runAlone(file, args, around);
    const { status, stdout, stderr, error } = spawnSync(file, [...args], {
      env: around.env ?? process.env,
      cwd: around.cwd,
      ...(around.input ? { input: around.input } : { stdio: ["ignore", "pipe", "pipe"] }),
      maxBuffer: 64 << 20,
    });
    // Deno gives nothing of a command that ended before it took its input: it reads none
    if (around.input && !stdout) return run(file, args, { ...around, input: undefined });
    if (error) throw error;
    return { code: status, stdout: stdout.toString("latin1"), stderr: stderr.toString("latin1") };
  } finally {
    state.enabled = enabled;
  }
}

/** Deno's node:child_process gives its own variables as well. */
function runAlone(file: string, args: readonly string[], { env, cwd }: Surroundings): Result {
  const options = { args: [...args], env: env!, clearEnv: true, stdin: "null" as const };
  const { code, stdout, stderr } = new Deno.Command(file, cwd ? { ...options, cwd } : options)
    .outputSync();
  return resultOf({ code, stdout, stderr });
}

/** An answer in the terms of a result. */
export function resultOf({ code, stdout, stderr }: Answer): Result {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/**
 * Asserts that the lookup's answer is the command's, or that it passed.
 *
 * @returns the outcome, so that callers count what was answered.
 */
export function compare(file: string, args: readonly string[], around: Surroundings = {}): Outcome {
  const outcome = ask(file, args, around);
  if (outcome.kind === "answered") {
    assert.deepEqual(
      resultOf(outcome.answer),
      run(file, args, around),
      `${file} ${JSON.stringify(args)} ${JSON.stringify(around)}`,
    );
  }
  return outcome;
}
