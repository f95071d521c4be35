// SPDX-License-Identifier: Apache-2.0

/** What the expansion of words sees of the shell around it. @module */
import { findUser } from "../lookups/accounts.ts";
import { decodeExactly } from "../lookups/text.ts";
import { Pass } from "../lookups/types.ts";
import { listingSteps } from "./budget.ts";
import { Exit } from "./control.ts";
import { workingDirectory } from "./directory.ts";
import { type Around, directoryOf, failure, shellName, write } from "./evaluation.ts";
import type { Surroundings } from "./expand.ts";
import { namesOf } from "./glob.ts";
import { Output } from "./output.ts";
import { inSubshell } from "./subshell.ts";
import type { ListItem } from "./tree.ts";

/** @param line where the command stands, for messages; undefined: only the shell itself counts it */
export function surroundingsOf(around: Around, line: number | undefined): Surroundings {
  const { evaluation, state } = around;
  const { shell, host, budget, knowledge: { policy } } = evaluation;
  return {
    shell,
    state,
    policy,
    argv0: shellName(evaluation),
    substitute: (items) => substitute(items, around),
    directory: () => workingDirectory({ state, cwd: directoryOf(around) }, host),
    home: (user) => findUser(host, ({ name }) => name === user)?.home,
    names: (pattern) => {
      const count = (entries: number) => budget.spend(listingSteps + 2 * entries);
      return namesOf(pattern, { cwd: directoryOf(around), policy, host, count });
    },
    complain: (message) => {
      const status = shell === "bash" ? expansionFailure(around) : 2;
      write(failure(status, message, around, line), around);
      throw new Exit(status);
    },
  };
}

/** How bash ends where a word cannot be expanded (measured with 5.2). */
function expansionFailure({ state }: Around): number {
  if (state.process === "stage") throw new Pass("shell expansion message");
  return state.process === "subshell" || state.exitsOnError ? 1 : 127;
}

function substitute(items: readonly ListItem[], around: Around): string {
  const { evaluation, state } = around;
  const out = new Output("pipe");
  const outputs = around.outputs.map((output, fd) => fd === 1 ? out : output);
  const status = inSubshell(
    { ...around, outputs, isPiped: false, isHeard: true, isTested: false },
    (inner) => {
      inner.state.isUncertain = false;
      if (evaluation.shell === "bash") inner.state.exitsOnError = false;
      return evaluation.list(items, inner);
    },
  );
  state.substituted = status;
  // dash still shows the status of the command before
  if (evaluation.shell === "bash") state.status = status;
  const text = decodeExactly(out.bytes);
  // dash drops NUL, bash warns as well
  if (text === undefined || text.includes("\0")) throw new Pass("shell substitution of bytes");
  return text.replace(/\n+$/, "");
}
