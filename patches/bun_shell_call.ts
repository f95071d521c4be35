// SPDX-License-Identifier: Apache-2.0

/** What becomes of a template of `Bun.$`. @module */
import { concat, decodeExactly, failed, nothing } from "../lookups/text.ts";
import { type Answer, type Environment, Pass } from "../lookups/types.ts";
import { readTemplate, type Redirect, type ShellCommand } from "./bun_shell_line.ts";
import { decide } from "./decide.ts";
import type { Invocation } from "./invocation.ts";

/** Where a template runs. */
export interface Surroundings {
  /** The working directory that the program asked for. */
  readonly cwd: string | undefined;
  /** The variables. */
  readonly env: Environment;
  /** What was set in a way that only the original understands. */
  readonly obstacle: string | undefined;
}

/** What Bun's shell does itself; it executes nothing. `cat` and `cp` are switched off on Linux. */
const builtins: ReadonlySet<string> = new Set(
  ("touch mkdir export cd echo pwd which rm mv ls exit true false yes seq dirname basename")
    .split(" "),
);

/** The commands of a template that execute a program; undefined where it is not readable. */
export function executingCommands(
  raw: unknown,
  values: readonly unknown[],
): readonly ShellCommand[] | undefined {
  return readTemplate(raw, values)?.filter(({ file }) => !builtins.has(file));
}

/** The answer to a template; undefined where the original is to run it. */
export function answerTemplate(
  commands: readonly ShellCommand[] | undefined,
  surroundings: Surroundings,
): Answer | undefined {
  // no command has this name: only a policy that allows it lets such templates pass
  const obstacle = "shell syntax";
  const whole = { file: "$", args: [], redirect: undefined, obstacle };
  for (const command of commands ?? [whole]) {
    const answer = ask(command, surroundings);
    if (answer) return answer;
  }
  return undefined;
}

function ask(command: ShellCommand, surroundings: Surroundings): Answer | undefined {
  const { redirect } = command;
  const outcome = decide(invocationOf(command, surroundings));
  switch (outcome.kind) {
    case "answered":
      return redirected(outcome.answer, redirect);
    case "refused":
      // as Bun's shell says it of a command that PATH does not hold
      return failed(1, `bun: command not found: ${command.file}\n`);
    case "passed":
      return undefined;
  }
}

function invocationOf(
  { file, args, redirect, obstacle }: ShellCommand,
  { cwd, env, obstacle: other }: Surroundings,
): Invocation {
  const toNull = (fd: "1" | "2") => redirect === `${fd}>null` || redirect === "&>null";
  return {
    api: "Bun.$",
    file,
    args,
    argv0IsPath: true,
    cwd,
    env,
    input: { kind: redirect === "<null" ? "null" : "inherit" },
    stdout: toNull("1") ? "null" : "pipe",
    stderr: toNull("2") ? "null" : "pipe",
    synchronous: false,
    obstacle: obstacle ?? other ?? switchedBuiltin(file),
    canGive: (answer) => isText(redirected(answer, redirect)),
  };
}

/** Whether the builtin `echo` prints both outputs as they are. */
function isText({ stdout, stderr }: Answer): boolean {
  return [stdout, stderr].every((bytes) => {
    const text = decodeExactly(bytes);
    return text !== undefined && !text.includes("\0") && !/^-[neE]+$/.test(text);
  });
}

function switchedBuiltin(file: string): string | undefined {
  const name = "BUN_ENABLE_EXPERIMENTAL_SHELL_BUILTINS";
  const isSwitched = (file === "cat" || file === "cp") && process.env[name] !== undefined;
  return isSwitched ? `environment ${name}` : undefined;
}

function redirected(answer: Answer, redirect: Redirect | undefined): Answer {
  const { code, stdout, stderr } = answer;
  switch (redirect) {
    case "1>null":
      return { code, stdout: nothing, stderr };
    case "2>null":
      return { code, stdout, stderr: nothing };
    case "&>null":
      return { code, stdout: nothing, stderr: nothing };
    case "1>&2":
      return { code, stdout: nothing, stderr: bothOf(answer) };
    case "2>&1":
      return { code, stdout: bothOf(answer), stderr: nothing };
    default:
      return answer;
  }
}

function bothOf({ stdout, stderr, merged }: Answer): Uint8Array {
  return merged ?? concat([stderr, stdout]);
}

/** Variables as they were when the template was called; Bun's shell then changes some of them. */
export function shellEnvironment(
  variables: Readonly<Record<string, unknown>>,
  isMoved: boolean,
): Environment {
  const requireUnmoved = () => {
    if (isMoved) throw new Pass("environment PWD");
  };
  return {
    get(name) {
      if (name === "PWD" || name === "OLDPWD") requireUnmoved();
      const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
      return value === undefined ? undefined : String(value);
    },
    entries() {
      requireUnmoved();
      return Object.entries(variables)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [name, String(value)]);
    },
  };
}
