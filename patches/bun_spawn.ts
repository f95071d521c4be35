// SPDX-License-Identifier: Apache-2.0

/** `Bun.spawn`, through which node:child_process' asynchronous functions go as well. @module */
import { accessError } from "./bun_native.ts";
import { isNodeCall, nodeHandle, readNodeCall } from "./bun_node_spawn.ts";
import { readCall } from "./bun_options.ts";
import { subprocess } from "./bun_subprocess.ts";
import { decide } from "./decide.ts";

/** What a call gives. */
export function bunSpawn(given: readonly unknown[], pass: () => unknown): unknown {
  const isNode = isNodeCall(given[0]);
  const call = isNode ? readNodeCall(given[0]) : readCall("Bun.spawn", given[0], given[1]);
  const outcome = decide(call.invocation);
  switch (outcome.kind) {
    case "answered":
      return (isNode ? nodeHandle : subprocess)(call, outcome.answer);
    case "refused":
      throw accessError(call.invocation.file);
    case "passed":
      return pass();
  }
}
