// SPDX-License-Identifier: Apache-2.0

/** `for`, `while` and `until`, and the jumps out of them. @module */
import { LoopJump } from "./control.ts";
import type { Around } from "./evaluation.ts";
import { expandWord } from "./expand.ts";
import { surroundingsOf } from "./surroundings.ts";
import type { For, While } from "./tree.ts";

/** Runs a loop over words. */
export function runFor({ name, words, body }: For, around: Around): number {
  const { evaluation, state } = around;
  const surroundings = surroundingsOf(around, undefined);
  const values = words?.flatMap((word) => expandWord(word, surroundings)) ?? state.parameters;
  let status = 0;
  for (const value of values) {
    evaluation.budget.spend(1);
    state.variables.set(name, value);
    const jump = round(around, (inner) => {
      status = evaluation.list(body, inner);
    });
    if (jump) status = 0;
    if (jump === "break") break;
  }
  return state.status = status;
}

/** Runs a loop with a condition. */
export function runWhile({ condition, holds, body }: While, around: Around): number {
  const { evaluation, state } = around;
  let status = 0;
  while (true) {
    evaluation.budget.spend(1);
    let isOn = false;
    const early = round(around, (inner) => {
      isOn = (evaluation.list(condition, { ...inner, isTested: true }) === 0) === holds;
      state.requireCertain();
    });
    if (early === "continue") continue;
    if (early === "break" || !isOn) break;
    const jump = round(around, (inner) => {
      status = evaluation.list(body, inner);
    });
    if (jump) status = 0;
    if (jump === "break") break;
  }
  return state.status = status;
}

/** Runs a part of a loop; how it jumped out of it, if it did. */
function round(around: Around, run: (inner: Around) => void): LoopJump["kind"] | undefined {
  try {
    run({ ...around, loops: around.loops === undefined ? undefined : around.loops + 1 });
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof LoopJump)) throw thrown;
    around.state.status = 0;
    if (thrown.levels > 1) throw new LoopJump(thrown.kind, thrown.levels - 1);
    return thrown.kind;
  }
}
