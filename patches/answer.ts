// SPDX-License-Identifier: Apache-2.0

/** What a call is answered with: where patches meet shell, lookups and host. @module */
import { host } from "../host/mod.ts";
import { isRunDenied } from "../host/permission.ts";
import { buildOf } from "../lookups/build.ts";
import { commandName } from "../lookups/command_name.ts";
import { resolve } from "../lookups/resolve.ts";
import { type Knowledge, type Request, requireBrief, runCommand } from "../lookups/run.ts";
import { lookups } from "../lookups/table.ts";
import { type Answer, type Environment, Pass } from "../lookups/types.ts";
import { evaluateLine, type ShellName } from "../shell/mod.ts";
import { processEnvironment } from "./environment.ts";
import type { Invocation } from "./invocation.ts";
import { isOn } from "./settings.ts";
import { state } from "./state.ts";

const knowledge: Knowledge = {
  find(name) {
    if (!isOn(state.settings, name)) throw new Pass(`off ${name}`);
    return state.defined.get(name) ?? lookups.get(name);
  },
  get policy() {
    return state.settings;
  },
  get refuses() {
    return state.settings.unknown === "refuse";
  },
};

/** The answer; undefined or a thrown {@linkcode Pass} where only the original can give it. */
export function tryAnswer(invocation: Invocation): Answer | undefined {
  const { file, env, obstacle } = invocation;
  if (obstacle !== undefined) throw new Pass(obstacle);
  const shell = shells.get(commandName(file));
  if (!knowledge.find(commandName(file)) && !shell) throw new Pass(`unknown ${commandName(file)}`);
  if (isRunDenied(file)) throw new Pass(`denied-run ${file}`);
  if (env) requireSameLoader(env);
  const request = requestOf(invocation);
  const answer = shell ? runShell(request, shell) : runCommand(request, knowledge, host);
  if (answer && isBeyondBuffer(invocation, answer)) throw new Pass("output beyond maxBuffer");
  if (answer && invocation.canGive?.(answer) === false) throw new Pass("output no text");
  // where it is gone Deno starts nothing, whatever the command
  if (answer && invocation.cwd === undefined && !("Bun" in globalThis)) ownDirectory();
  return answer;
}

function requestOf(invocation: Invocation): Request {
  const { file, args, argv0, argv0IsPath, env = processEnvironment, cwd } = invocation;
  const { input, stdout, stderr, synchronous: mayWait } = invocation;
  const asked = cwd === undefined ? undefined : givenDirectory(cwd);
  return {
    file,
    args,
    argv0,
    argv0IsPath,
    env,
    input,
    stdout,
    stderr,
    mayWait,
    // few lookups ask where they are
    get cwd() {
      return asked ?? ownDirectory();
    },
  };
}

function isBeyondBuffer({ stdout, stderr, maxBuffer = Infinity }: Invocation, answer: Answer) {
  return stdout === "pipe" && answer.stdout.length > maxBuffer ||
    stderr === "pipe" && answer.stderr.length > maxBuffer;
}

const shells: ReadonlyMap<string, ShellName> = new Map([
  ["sh", "sh"],
  ["dash", "sh"],
  ["bash", "bash"],
]);

/** The names of the library's own lookups, and of the shells, which are switched like them. */
export function names(): string[] {
  return [...lookups.keys(), ...shells.keys()];
}

/** Only `-c LINE`: scripts and interactive shells are the original's. */
function runShell(request: Request, shell: ShellName): Answer | undefined {
  const { file, args } = request;
  if (args.length !== 2 || args[0] !== "-c") throw new Pass("shell arguments");
  requireBrief(request);
  const found = resolve(request, host);
  if (found.kind !== "system") throw new Pass(`shell ${found.kind}`);
  // another shell under this name has other words
  if (buildOf(commandName(file), found.path, host) === "unknown") throw new Pass("build unknown");
  const argv0 = request.argv0 ?? (request.argv0IsPath ? found.path : file);
  return evaluateLine(args[1]!, shell, { ...request, argv0 }, knowledge, host);
}

/** A loader that is told to load something else makes another command of it. */
function requireSameLoader(env: Environment): void {
  for (const name of ["LD_PRELOAD", "LD_LIBRARY_PATH"]) {
    if (env.get(name) !== processEnvironment.get(name)) throw new Pass(`environment ${name}`);
  }
}

function ownDirectory(): string {
  try {
    return "Bun" in globalThis ? process.cwd() : Deno.cwd();
  } catch {
    throw new Pass("cwd gone");
  }
}

/** The directory that the program asked for; where the child could not be started there, it passes. */
function givenDirectory(asked: string): string {
  const path = asked.startsWith("/") ? asked : `${ownDirectory()}/${asked}`;
  const status = host.stat(path);
  if (!status || (status.mode & 0o170000) !== 0o040000 || !host.access(path, 1)) {
    throw new Pass(`cwd ${asked}`);
  }
  return path;
}
