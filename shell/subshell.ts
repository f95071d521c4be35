// SPDX-License-Identifier: Apache-2.0

/** Shells within a shell. @module */
import { forkSteps } from "./budget.ts";
import { Exit, Return } from "./control.ts";
import type { Around } from "./evaluation.ts";

/** The status with which a shell ends, whichever way. */
export function untilEnd(run: () => number): number {
  try {
    return run();
  } catch (thrown) {
    if (thrown instanceof Exit || thrown instanceof Return) return thrown.status;
    throw thrown;
  }
}

/** Runs something in a shell of its own. */
export function inSubshell(
  around: Around,
  run: (inner: Around) => number,
  process: "subshell" | "stage" = "subshell",
): number {
  around.evaluation.budget.spend(forkSteps);
  const state = around.state.fork();
  state.process = process;
  const loops = around.loops === 0 ? 0 : undefined;
  return untilEnd(() => run({ ...around, state, loops, isMidway: false }));
}

/** Ends a shell under `set -e` whose command has failed. */
export function requireSuccess(status: number, { state, isTested }: Around): void {
  if (status !== 0 && state.exitsOnError && !isTested) throw new Exit(status);
}
