// SPDX-License-Identifier: Apache-2.0

/** Simple commands: their words, assignments and redirections. @module */
import { Pass } from "../lookups/types.ts";
import { assigns, isBuiltin, isSpecial } from "./builtin_names.ts";
import { Exit } from "./control.ts";
import type { Around } from "./evaluation.ts";
import { assign } from "./assign.ts";
import { expandText, expandWord, type Surroundings } from "./expand.ts";
import { invoke } from "./invoke.ts";
import { redirected } from "./redirect.ts";
import { requireSuccess } from "./subshell.ts";
import { surroundingsOf } from "./surroundings.ts";
import type { SimpleCommand, Word } from "./tree.ts";

/** Runs a simple command; gives its status. */
export function runSimple(command: SimpleCommand, around: Around): number {
  const { evaluation, state } = around;
  const { line, redirects, assignments } = command;
  evaluation.budget.spend(1);
  state.substituted = 0;
  const surroundings = surroundingsOf(around, line);
  const [name, ...args] = wordsOf(command.words, surroundings);
  evaluation.budget.spend(args.length >> 1);
  // it copies what is left
  if (name === "shift") evaluation.budget.spend(state.parameters.length >> 9);
  state.isUncertain &&= name === undefined;
  let inner = around;
  if (redirects.length > 0) {
    // they stay
    if (name === "exec") throw new Pass("builtin exec");
    const led = redirected(redirects, redirecting(name, around), line);
    if (typeof led === "number") {
      const ends = name !== undefined && isSpecial(name) && evaluation.shell === "sh";
      if (ends) throw new Exit(led);
      requireSuccess(led, around);
      return led;
    }
    inner = { ...led, state };
  }
  const status = name === undefined
    ? assign(assignments, surroundings)
    : invoke({ name, args, assignments, line }, inner, surroundings);
  requireSuccess(status, around);
  return status;
}

/** Where redirections are expanded: of what it executes, bash does that in the new process. */
function redirecting(name: string | undefined, around: Around): Around {
  const { state, evaluation: { shell } } = around;
  const isOwn = name === undefined || state.functions.has(name) || isBuiltin(name, shell);
  return shell === "sh" || isOwn ? around : { ...around, state: state.fork() };
}

/** The fields of a command; what `export` and its like assign is not split. */
function wordsOf(words: readonly Word[], surroundings: Surroundings): string[] {
  const [first, ...rest] = words;
  if (typeof first !== "string" || !assigns(first)) {
    return words.flatMap((word) => expandWord(word, surroundings));
  }
  return [
    first,
    ...rest.flatMap((word) => {
      const begin = typeof word === "string" ? word : word[0];
      const isAssignment = typeof begin === "string" && /^[A-Za-z_]\w*=/.test(begin);
      return isAssignment ? expandText(word, surroundings) : expandWord(word, surroundings);
    }),
  ];
}
