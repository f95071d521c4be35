// SPDX-License-Identifier: Apache-2.0

/** Programs that a line executes: the lookups, and what PATH does not hold. @module */
import { absolute, isRegular, noSuchFile, whyMissing } from "../lookups/canonical.ts";
import { commandName } from "../lookups/command_name.ts";
import type { Host } from "../lookups/host.ts";
import { resolve } from "../lookups/resolve.ts";
import { find, type Request, run } from "../lookups/run.ts";
import { type Answer, type Environment, Pass, PassWithin } from "../lookups/types.ts";
import { set } from "./assign.ts";
import { lookupSteps } from "./budget.ts";
import { workingDirectory } from "./directory.ts";
import { type Around, directoryOf, failure, mayBreak, placeOf, write } from "./evaluation.ts";
import type { Surroundings } from "./expand.ts";
import { exported } from "./exported.ts";
import type { Invoked } from "./invoke.ts";
import { heededOf, remembered } from "./memory.ts";
import type { Variables } from "./variables.ts";

/**
 * Runs a program; gives its status.
 *
 * @param instead whether it takes the place of the shell
 */
export function runProgram(
  { name, args, assignments, line }: Invoked,
  around: Around,
  surroundings: Surroundings,
  instead?: "exec",
): number {
  const { evaluation, state, outputs } = around;
  evaluation.budget.spend(lookupSteps);
  const own = assignments.length === 0 ? state.variables : state.variables.copy();
  for (const [key, word] of assignments) set(own, key, word, surroundings, "exported");
  state.remembered.add(name);
  const { size } = outputs[1]!;
  const temporary = assignments.map(([key]) => key);
  const request = requestOf({ name, args, variables: own, temporary }, around);
  const answer = answerOf(request, around, line) ??
    (instead ? notExecuted : notFound)(request, around, line);
  write(answer, around);
  const mayFail = mayBreak(around) && outputs[1]!.size > size;
  // their commands die then, and they say so
  if (mayFail && /^(xargs|find)$/.test(commandName(name))) throw new Pass("shell broken pipe");
  state.isUncertain = mayFail;
  return answer.code;
}

interface Started {
  readonly name: string;
  readonly args: readonly string[];
  readonly variables: Variables;
  /** Names of the variables in front of it. */
  readonly temporary: readonly string[];
}

function requestOf({ name, args, variables, temporary }: Started, around: Around): Request {
  const { request: { mayWait } } = around.evaluation;
  // what tells variables tells those that the shells add as well
  const env = /env$/.test(name) ? exportedBy(around, name, variables, temporary) : variables;
  const place = placeOf(around);
  return {
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
}

function exportedBy(
  around: Around,
  name: string,
  variables: Variables,
  temporary: readonly string[],
): Environment {
  const { evaluation: { shell, host, knowledge: { policy } }, state, isMidway } = around;
  const cwd = directoryOf(around);
  return exported({
    shell,
    policy,
    variables,
    temporary,
    isForked: isMidway,
    directory: () => ({
      current: workingDirectory({ state, cwd }, host),
      previous: state.directory?.previous,
    }),
    program() {
      const found = resolve({ file: name, env: variables, cwd }, host);
      return found.kind === "system" ? found.path : undefined;
    },
  });
}

/** Undefined where there is no such program, or what goes by its name is none. */
function answerOf(request: Request, around: Around, line: number | undefined): Answer | undefined {
  const { knowledge, host } = around.evaluation;
  try {
    // a name with a slash is not searched
    if (request.file.includes("/") && isNoProgram(request, host)) return undefined;
    const found = find(request, knowledge, host);
    const heeded = () => heededBy(request.env, around);
    return found &&
      remembered(found, request, heeded, (each) => run(found, each, knowledge, host));
  } catch (thrown) {
    if (!(thrown instanceof Pass) || !knowledge.refuses || line === undefined) throw thrown;
    throw refused(thrown.reason, request, around, line);
  }
}

/** What filters heed, asked once a line where the line left it alone. */
function heededBy(env: Environment, { evaluation, state }: Around): string {
  return state.variables.isUntouched ? evaluation.heeded() : heededOf(env);
}

function isNoProgram(request: Request, host: Host): boolean {
  // presumed, it is answered all the same
  if (resolve(request, host).kind !== "other") return false;
  const path = absolute(request.file, request);
  const status = host.stat(path);
  return !status || (isRegular(status) && !host.isExecutable(path));
}

/** What becomes of a whole line where one of its programs may not be executed. */
function refused(reason: string, request: Request, around: Around, line: number): PassWithin {
  const { shell, host } = around.evaluation;
  const { file } = request;
  const found = resolve(request, host);
  // bash names what it found
  const shown = shell === "bash" && found.kind !== "missing" ? found.path : file;
  const refusal = failure(126, `${shown}: Permission denied`, around, line);
  return new PassWithin(reason, { command: commandName(file), refusal });
}

/** What a shell says of a command that PATH does not hold, or that is no program. */
function notFound(request: Request, around: Around, line: number | undefined): Answer {
  const { shell, host } = around.evaluation;
  const { file, env, cwd } = request;
  if (!/^[A-Za-z0-9_./+-]+$/.test(file)) throw new Pass(`missing ${file}`);
  const isPath = file.includes("/");
  const paths = isPath ? [absolute(file, { cwd })] : searched(file, env);
  for (const path of paths) {
    const status = host.stat(path);
    if (!status) continue;
    const denied = (code: number, shown: string) =>
      failure(code, `${shown}: Permission denied`, around, line);
    // what it found and did not execute, dash counts as not found
    if (shell === "sh" && !isPath) return denied(127, file);
    // a directory, of which bash says something else
    if (!isRegular(status)) throw new Pass(`not executable ${file}`);
    return denied(126, isPath ? file : path);
  }
  if (shell === "sh") return failure(127, `${file}: not found`, around, line);
  if (!isPath) return failure(127, `${file}: command not found`, around, line);
  if (whyMissing(paths[0]!, host) !== noSuchFile) throw new Pass(`missing ${file}`);
  return failure(127, `${file}: ${noSuchFile}`, around, line);
}

function notExecuted({ file }: Request, around: Around, line: number | undefined): Answer {
  if (!/^[A-Za-z0-9_.+-]+$/.test(file)) throw new Pass(`missing ${file}`);
  return failure(127, `exec: ${file}: not found`, around, line);
}

function searched(file: string, env: Environment): string[] {
  return (env.get("PATH") ?? "").split(":").map((entry) => {
    // the working directory, of which bash and dash show other names
    if (!entry.startsWith("/")) throw new Pass(`missing ${file}`);
    return `${entry}/${file}`;
  });
}
