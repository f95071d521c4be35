// SPDX-License-Identifier: Apache-2.0

/** Programs that a line executes: the lookups, and what PATH does not hold. @module */
import { execute, type Request } from "../lookups/run.ts";
import { type Answer, type Environment, Pass } from "../lookups/types.ts";
import { set } from "./assign.ts";
import { lookupSteps } from "./budget.ts";
import { type Around, failure, placeOf, write } from "./evaluation.ts";
import type { Surroundings } from "./expand.ts";
import type { Invoked } from "./invoke.ts";
import { asExported, type Variables } from "./variables.ts";

/** Runs a program; gives its status. */
export function runProgram(
  { name, args, assignments, line }: Invoked,
  around: Around,
  surroundings: Surroundings,
): number {
  const { evaluation, state, outputs, isPiped } = around;
  evaluation.budget.spend(lookupSteps);
  const own = assignments.length === 0 ? state.variables : state.variables.copy();
  for (const [key, word] of assignments) set(own, key, word, surroundings, "exported");
  state.remembered.add(name);
  const { size } = outputs[1]!;
  const answer = answerOf(name, args, own, around) ?? notFound(name, own, around, line);
  write(answer, around);
  state.isUncertain = isPiped && outputs[1]!.size > size;
  return answer.code;
}

function answerOf(
  name: string,
  args: readonly string[],
  variables: Variables,
  around: Around,
): Answer | undefined {
  const { request: { mayWait }, knowledge, host } = around.evaluation;
  // what tells variables tells those that the shells add as well
  const env = /env$/.test(name) ? asExported(variables) : variables;
  const place = placeOf(around);
  const request: Request = {
    file: name,
    args,
    env,
    input: place.input,
    stdout: place.stdout,
    stderr: place.stderr,
    mayWait,
    // few lookups ask where they are
    get cwd() {
      return place.cwd;
    },
  };
  return execute(request, knowledge, host);
}

function notFound(
  name: string,
  env: Environment,
  around: Around,
  line: number | undefined,
): Answer {
  const { shell, host } = around.evaluation;
  if (!/^[A-Za-z0-9_.+-]+$/.test(name)) throw new Pass(`missing ${name}`);
  for (const entry of (env.get("PATH") ?? "").split(":")) {
    // a file that may not be executed is another message and 126
    if (host.stat(`${entry}/${name}`)) throw new Pass(`not executable ${name}`);
  }
  const message = shell === "bash" ? `${name}: command not found` : `${name}: not found`;
  return failure(127, message, around, line);
}
