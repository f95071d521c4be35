// SPDX-License-Identifier: Apache-2.0

/** `Bun.spawnSync`, through which node:child_process' synchronous functions go as well. @module */
import type { Answer } from "../lookups/types.ts";
import { accessError, noResources } from "./bun_native.ts";
import { type BunCall, readCall } from "./bun_options.ts";
import { decide } from "./decide.ts";
import { madeUpPid } from "./pid.ts";

/** What a call gives. */
export function bunSpawnSync(given: readonly unknown[], pass: () => unknown): unknown {
  const call = readCall("Bun.spawnSync", given[0], given[1]);
  const outcome = decide(call.invocation);
  switch (outcome.kind) {
    case "answered":
      return resultOf(call, outcome.answer);
    case "refused":
      throw accessError(call.invocation.file);
    case "passed":
      return pass();
  }
}

function resultOf({ invocation, hasTimeout }: BunCall, answer: Answer): object {
  const { stdout, stderr, maxBuffer } = invocation;
  return {
    exitCode: answer.code,
    stdout: stdout === "pipe" ? Buffer.from(answer.stdout) : undefined,
    stderr: stderr === "pipe" ? Buffer.from(answer.stderr) : undefined,
    success: answer.code === 0,
    resourceUsage: noResources(),
    ...(hasTimeout ? { exitedDueToTimeout: false } : {}),
    ...(maxBuffer === undefined ? {} : { exitedDueToMaxBuffer: false }),
    pid: madeUpPid(),
  };
}
