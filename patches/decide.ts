// SPDX-License-Identifier: Apache-2.0

/** From a call of a patched API to its outcome. @module */
import { host } from "../host/mod.ts";
import { askPermissionsAnew, isRunDenied } from "../host/permission.ts";
import { buildOf } from "../lookups/build.ts";
import { resolve } from "../lookups/resolve.ts";
import { commandName, type Knowledge, type Request, runCommand } from "../lookups/run.ts";
import { lookups } from "../lookups/table.ts";
import { type Answer, type Environment, Pass } from "../lookups/types.ts";
import { evaluateLine, type ShellName } from "../shell/mod.ts";
import { processEnvironment } from "./environment.ts";
import type { Invocation, Outcome } from "./invocation.ts";
import { record } from "./outcomes.ts";
import { isOn } from "./settings.ts";
import { state } from "./state.ts";

/** Decides what becomes of a call, and records it. Never throws. */
export function decide(invocation: Invocation): Outcome {
  if (!state.enabled) return { kind: "passed", reason: "disabled" };
  askPermissionsAnew();
  const outcome = consider(invocation);
  record(invocation, outcome);
  return outcome;
}

function consider(invocation: Invocation): Outcome {
  try {
    const answer = tryAnswer(invocation);
    if (answer) return { kind: "answered", answer };
    return passed(invocation, "not exact");
  } catch (thrown) {
    if (thrown instanceof Pass) return passed(invocation, thrown.reason);
    // a fault of ours must never become the program's
    return passed(invocation, `fault ${thrown}`);
  }
}

const knowledge: Knowledge = {
  find(name) {
    if (!isOn(state.settings, name)) throw new Pass(`off ${name}`);
    return state.defined.get(name) ?? lookups.get(name);
  },
  get policy() {
    return state.settings;
  },
};

function tryAnswer(invocation: Invocation): Answer | undefined {
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

/** Only `-c LINE`: scripts and interactive shells are the original's. */
function runShell(request: Request, shell: ShellName): Answer | undefined {
  const { file, args } = request;
  if (args.length !== 2 || args[0] !== "-c") throw new Pass("shell arguments");
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
  return "Bun" in globalThis ? process.cwd() : Deno.cwd();
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

function passed(invocation: Invocation, reason: string): Outcome {
  const { settings } = state;
  if (settings.unknown === "pass") return { kind: "passed", reason };
  const { file } = invocation;
  const name = commandName(file);
  const own = "Bun" in globalThis ? process.execPath : Deno.execPath();
  if (file === own || settings.allow.includes(file) || settings.allow.includes(name)) {
    return { kind: "passed", reason };
  }
  return { kind: "refused", reason, command: name };
}
