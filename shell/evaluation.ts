// SPDX-License-Identifier: Apache-2.0

/** What the commands of one line share, and what surrounds each of them. @module */
import { buildOf } from "../lookups/build.ts";
import type { Host } from "../lookups/host.ts";
import type { Place } from "../lookups/predicate.ts";
import { resolve } from "../lookups/resolve.ts";
import type { Knowledge, Request } from "../lookups/run.ts";
import { failed } from "../lookups/text.ts";
import type { Answer, Build } from "../lookups/types.ts";
import { bashVersion } from "../lookups/versions.ts";
import type { Budget } from "./budget.ts";
import { messageOf, type ShellName } from "./builtin_call.ts";
import { Output, type Source } from "./output.ts";
import type { ShellState } from "./state.ts";
import type { Command, ListItem } from "./tree.ts";

/** What is one and the same for a whole line. */
export interface Evaluation {
  /** Whose language it is. */
  readonly shell: ShellName;
  /** The shell's own call. */
  readonly request: Request;
  /** What is known to answer. */
  readonly knowledge: Knowledge;
  /** The system. */
  readonly host: Host;
  /** What the line may still do. */
  readonly budget: Budget;
  /** What the environment that the line was started with tells filters. */
  heeded(): string;
  /** Runs a list; gives its status. */
  list(items: readonly ListItem[], around: Around): number;
  /** Runs a command; gives its status. */
  command(command: Command, around: Around): number;
}

/** What surrounds a command: its shell's state, and its descriptors. */
export interface Around {
  readonly evaluation: Evaluation;
  readonly state: ShellState;
  readonly source: Source;
  /** Outputs by descriptor. */
  readonly outputs: readonly (Output | undefined)[];
  /** Whether standard output is a pipe of the line's. */
  readonly isPiped: boolean;
  /** Whether who reads standard output reads it to its end. */
  readonly isHeard: boolean;
  /** Whether a failure is looked at, and ends no shell. */
  readonly isTested: boolean;
  /** Loops that a jump can leave; undefined: those of an outer shell, too. */
  readonly loops: number | undefined;
  /** Functions around the command. */
  readonly depth: number;
  /** Whether more of the line itself follows, so that bash is not replaced by what it executes. */
  readonly isMidway: boolean;
}

/** What the shell was called as. */
export function shellName({ request }: Evaluation): string {
  return request.argv0 ?? request.file;
}

/** What the shell's messages begin with: in functions of bash, until 5.3, what these came from. */
export function prefixOf({ evaluation, depth }: Around): string {
  const name = shellName(evaluation);
  if (evaluation.shell !== "bash" || depth === 0) return name;
  return bashVersion({ build: buildOfShell(evaluation) }) < 3 ? "environment" : name;
}

function buildOfShell({ request, host }: Evaluation): Build {
  const found = resolve(request, host);
  return found.kind === "missing" ? "unknown" : buildOf("bash", found.path, host);
}

/** The working directory of commands. */
export function directoryOf({ evaluation, state }: Around): string {
  return state.directory?.path ?? evaluation.request.cwd;
}

/** What a command sees of where it is. */
export function placeOf(around: Around): Place {
  const { source, outputs } = around;
  return {
    // few ask where they are
    get cwd() {
      return directoryOf(around);
    },
    input: source.input,
    stdout: outputs[1]?.sink ?? "null",
    stderr: outputs[2]?.sink ?? "null",
  };
}

/** Writes what a command gave. */
export function write(answer: Answer, { evaluation, outputs }: Around): void {
  const [, out, err] = outputs;
  evaluation.budget.print(answer.stdout.length + answer.stderr.length);
  Output.writeAnswer(answer, out!, err!);
}

/**
 * A failure with a message of the shell's own.
 *
 * @param line where the command stands; undefined: only the shell itself counts it
 */
export function failure(
  status: number,
  message: string,
  around: Around,
  line: number | undefined,
): Answer {
  const { shell } = around.evaluation;
  return failed(status, messageOf(shell, prefixOf(around), line, message));
}

/** Whether a command may die of a reader that ended early. */
export function mayBreak({ isPiped, isHeard }: Around): boolean {
  return isPiped && !isHeard;
}

/** The outputs that are seen in the end, or by who reads them all. */
export function visible({ outputs, isPiped }: Around): Output[] {
  const all = new Set<Output>();
  outputs.forEach((output, fd) => {
    if (output && output.sink !== "null" && !(isPiped && fd === 1)) all.add(output);
  });
  return [...all];
}
