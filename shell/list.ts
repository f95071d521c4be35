// SPDX-License-Identifier: Apache-2.0

/** Lists: pipelines behind `;`, `&&` and `||`. @module */
import { Pass } from "../lookups/types.ts";
import { type Around, mayBreak, visible } from "./evaluation.ts";
import { Output, sourceOf } from "./output.ts";
import { runPipeline } from "./pipeline.ts";
import { inSubshell } from "./subshell.ts";
import type { ListItem } from "./tree.ts";

/** Runs a list; gives its status, which is also that of the shell then. */
export function runList(items: readonly ListItem[], around: Around): number {
  const { state, evaluation } = around;
  items.forEach((item, index) => {
    const { after, negated, pipeline } = item;
    const isSkipped = after === "&&" ? state.status !== 0 : after === "||" && state.status === 0;
    if (isSkipped) {
      if (mayBreak(around) && (after === "||" || state.isUncertain)) requireInvisible(item, around);
      return;
    }
    const next = items[index + 1];
    const isTested = around.isTested || negated || (next !== undefined && next.after !== ";");
    // how a jump counts then, bash has its own view of
    const loops = negated && evaluation.shell === "bash" ? undefined : around.loops;
    const isMidway = around.isMidway && next !== undefined;
    const status = runPipeline(pipeline, { ...around, isTested, loops, isMidway });
    state.status = negated ? Number(status === 0) : status;
  });
  return state.status;
}

/**
 * A command that dies of a broken pipe has failed: what is skipped because it succeeded then runs,
 * and what it writes goes nowhere, unless it is a message.
 */
function requireInvisible({ pipeline }: ListItem, around: Around): void {
  const { state } = around;
  const { isUncertain } = state;
  const probes = new Map(visible(around).map((output) => [output, new Output(output.sink)]));
  const pipe = new Output("pipe");
  const outputs = around.outputs.map((output) => output && (probes.get(output) ?? pipe));
  inSubshell(
    { ...around, outputs, source: sourceOf({ kind: "inherit" }), isTested: true },
    (inner) => runPipeline(pipeline, inner),
  );
  for (const { size } of probes.values()) {
    if (size > 0) throw new Pass("shell broken pipe");
  }
  state.isUncertain = isUncertain;
}
