// SPDX-License-Identifier: Apache-2.0

/**
 * Evaluates a line. Lookups have no effects, so a command that passes anywhere in what is reached
 * makes the whole line pass from its start.
 *
 * @module
 */
import type { Host } from "../lookups/host.ts";
import type { Knowledge, Request } from "../lookups/run.ts";
import { type Answer, type Environment, Pass } from "../lookups/types.ts";
import { Budget } from "./budget.ts";
import type { ShellName } from "./builtin_call.ts";
import { runCommand } from "./command.ts";
import type { Evaluation } from "./evaluation.ts";
import { runList } from "./list.ts";
import { heededOf } from "./memory.ts";
import { Output, sourceOf } from "./output.ts";
import { parsed } from "./parsed.ts";
import { ShellState } from "./state.ts";
import { untilEnd } from "./subshell.ts";
import type { ListItem } from "./tree.ts";
import { isForeignLocale, Variables } from "./variables.ts";

/**
 * Evaluates `sh -c LINE`.
 *
 * @param request the shell's own call; its `argv0` begins the shell's messages
 * @returns undefined, or throws a Pass, where only a real shell can tell
 */
export function evaluateLine(
  line: string,
  shell: ShellName,
  request: Request,
  knowledge: Knowledge,
  host: Host,
): Answer | undefined {
  if (shell === "bash") requirePlainBash(request.env);
  const { mayWait } = request;
  // where nothing else can answer, late is better than never
  const budget = new Budget({ mayWait });
  const items = parsed(line, shell, request, knowledge, host);
  const [list, command] = [runList, runCommand];
  let environment: string | undefined;
  const heeded = () => environment ??= heededOf(request.env);
  return run(items, { shell, request, knowledge, host, budget, heeded, list, command });
}

/** bash reads these before it reads the line, and warns of locales that are not installed. */
function requirePlainBash(env: Environment): void {
  for (const [name, value] of env.entries()) {
    if (/^(BASH|SHELLOPTS$|POSIXLY_CORRECT$)/.test(name)) throw new Pass(`environment ${name}`);
    if (isForeignLocale(name, value)) throw new Pass(`locale ${value}`);
  }
}

function run(items: readonly ListItem[], evaluation: Evaluation): Answer {
  const { env, input, stdout, stderr } = evaluation.request;
  const both: Uint8Array[] = [];
  const out = new Output(stdout, both);
  const err = new Output(stderr, both);
  const code = untilEnd(() =>
    runList(items, {
      evaluation,
      state: new ShellState(new Variables(env)),
      source: sourceOf(input),
      outputs: [undefined, out, err],
      isPiped: false,
      isHeard: true,
      isTested: false,
      loops: 0,
      depth: 0,
      isMidway: true,
    })
  );
  const merged = new Output("pipe");
  for (const bytes of both) merged.write(bytes);
  return { code, stdout: out.bytes, stderr: err.bytes, merged: merged.bytes };
}
