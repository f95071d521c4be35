// SPDX-License-Identifier: Apache-2.0

/**
 * Pipelines. Their commands run one after the other here, and side by side in a real shell: where the
 * difference could be seen, the line passes.
 *
 * @module
 */
import { inputOf } from "../lookups/input.ts";
import { Pass } from "../lookups/types.ts";
import { type Around, mayBreak, visible } from "./evaluation.ts";
import { Output, sourceOf } from "./output.ts";
import { areHeard } from "./readers.ts";
import { inSubshell, requireSuccess } from "./subshell.ts";
import type { Command } from "./tree.ts";

/** Runs a pipeline; its status is that of its last command, or of the last that failed. */
export function runPipeline(commands: readonly Command[], around: Around): number {
  const { state, evaluation } = around;
  const [only] = commands;
  if (commands.length === 1) return state.status = evaluation.command(only!, around);
  let { source } = around;
  let status = 0;
  let failure = 0;
  const known = visible(around);
  const writers = known.map(() => 0);
  commands.forEach((command, index) => {
    const isLast = index + 1 === commands.length;
    const pipe = new Output("pipe");
    const outputs = isLast
      ? around.outputs
      : around.outputs.map((output, fd) => fd === 1 ? pipe : output);
    const sizes = known.map((output) => output.size);
    const isHeard = areHeard(commands, index, around.isHeard);
    const inner = { ...around, source, outputs, isPiped: around.isPiped || !isLast, isHeard };
    status = inSubshell(inner, (own) => evaluation.command(command, own), "stage");
    // a reader that ended early makes it fail
    if (state.failsAnywhere && !isHeard && pipe.size > 0) throw new Pass("shell pipefail");
    if (status !== 0) failure = status;
    const hasWritten = known.map((output, at) => output.size !== sizes[at]);
    // it may die of a reader that ended early before it came to its message
    if (!isHeard && pipe.size > 0 && hasWritten.includes(true)) throw new Pass("shell broken pipe");
    hasWritten.forEach((has, at) => writers[at]! += Number(has));
    source = sourceOf(inputOf(pipe.bytes, { isPipe: true }));
  });
  // the commands run side by side: who writes first is chance
  if (writers.some((count) => count > 1)) throw new Pass("shell pipeline stderr");
  state.isUncertain = mayBreak(around);
  const whole = state.failsAnywhere ? failure : status;
  requireSuccess(whole, around);
  return whole;
}
