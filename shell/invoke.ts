// SPDX-License-Identifier: Apache-2.0

/** What the name of a simple command calls: a function, a builtin, or a program. @module */
import { Pass } from "../lookups/types.ts";
import { set } from "./assign.ts";
import type { BuiltinCall } from "./builtin_call.ts";
import { isBuiltin, isSpecial } from "./builtin_names.ts";
import { runBuiltin } from "./builtins.ts";
import { Exit, Return } from "./control.ts";
import { type Around, placeOf, prefixOf, write } from "./evaluation.ts";
import type { Surroundings } from "./expand.ts";
import { runProgram } from "./program.ts";
import type { Command, SimpleCommand } from "./tree.ts";

/** Functions within functions. */
const depthLimit = 100;

/** A command whose words were expanded. */
export interface Invoked extends Pick<SimpleCommand, "assignments" | "line"> {
  readonly name: string;
  readonly args: readonly string[];
}

/** Calls it; gives its status. */
export function invoke(invoked: Invoked, around: Around, surroundings: Surroundings): number {
  const { evaluation: { shell }, state } = around;
  const { name, args, assignments } = invoked;
  const body = state.functions.get(name);
  if (body) {
    if (assignments.length > 0) throw new Pass("shell assignment to a function");
    return callFunction(body, args, around);
  }
  const [inner, ...rest] = args;
  if (name === "command" && inner !== undefined && !inner.startsWith("-")) {
    // special builtins lose what is special about them
    if (isSpecial(inner)) throw new Pass("builtin command");
    return withoutFunctions(
      around,
      () => invoke({ ...invoked, name: inner, args: rest }, around, surroundings),
    );
  }
  if (name === "exec" && inner !== undefined && !inner.startsWith("-")) {
    if (assignments.length > 0) throw new Pass("shell assignment to a builtin");
    throw new Exit(
      runProgram({ ...invoked, name: inner, args: rest }, around, surroundings, "exec"),
    );
  }
  return isBuiltin(name, shell)
    ? callBuiltin(invoked, around, surroundings)
    : runProgram(invoked, around, surroundings);
}

function withoutFunctions({ state }: Around, run: () => number): number {
  const functions = new Map(state.functions);
  state.functions.clear();
  try {
    return run();
  } finally {
    for (const [name, body] of functions) state.functions.set(name, body);
  }
}

function callFunction(body: Command, args: readonly string[], around: Around): number {
  const { evaluation, state, depth } = around;
  if (depth >= depthLimit) throw new Pass("shell function depth");
  evaluation.budget.spend(1);
  const { parameters, locals } = state;
  state.parameters = args;
  state.locals = new Map();
  try {
    return evaluation.command(body, { ...around, loops: 0, depth: depth + 1 });
  } catch (thrown) {
    if (!(thrown instanceof Return)) throw thrown;
    return thrown.status;
  } finally {
    state.parameters = parameters;
    for (const [name, before] of state.locals) state.variables.restore(name, before);
    state.locals = locals;
  }
}

function callBuiltin(
  { name, args, assignments, line }: Invoked,
  around: Around,
  surroundings: Surroundings,
): number {
  const { evaluation: { shell, knowledge, host }, state, source, loops, depth } = around;
  const { variables } = state;
  const before = assignments.length > 0 ? variables.copy() : variables;
  if (assignments.length > 0) {
    if (isSpecial(name) || args.some((arg) => assignments.some(([key]) => arg.startsWith(key)))) {
      throw new Pass("shell assignment to a builtin");
    }
    for (const [key, word] of assignments) set(variables, key, word, surroundings);
  }
  const place = placeOf(around);
  const call: BuiltinCall = {
    get cwd() {
      return place.cwd;
    },
    input: place.input,
    stdout: place.stdout,
    stderr: place.stderr,
    shell,
    args,
    variables,
    state,
    loops,
    inFunction: depth > 0,
    source,
    knowledge,
    prefix: prefixOf(around),
    line,
  };
  const answer = runBuiltin(name, call, host);
  write(answer, around);
  for (const [key] of assignments) variables.restore(key, before);
  return answer.code;
}
