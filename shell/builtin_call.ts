// SPDX-License-Identifier: Apache-2.0

/** What a command that a shell brings itself is asked. @module */
import type { Place } from "../lookups/predicate.ts";
import { Pass } from "../lookups/types.ts";
import type { Knowledge } from "../lookups/run.ts";
import type { Source } from "./output.ts";
import type { ShellState } from "./state.ts";
import type { Variables } from "./variables.ts";

/** The shells whose words are known. */
export type ShellName = "sh" | "bash";

/** What a builtin sees of its shell. */
export interface BuiltinCall extends Place {
  /** Whose builtin it is. */
  readonly shell: ShellName;
  /** The arguments after the builtin's name. */
  readonly args: readonly string[];
  /** The shell's variables, which some builtins change. */
  readonly variables: Variables;
  /** The state of its shell. */
  readonly state: ShellState;
  /** Loops that `break` can leave; undefined: those of an outer shell, too. */
  readonly loops: number | undefined;
  /** Whether `return` has a function to leave. */
  readonly inFunction: boolean;
  /** Standard input, line by line. */
  readonly source: Source;
  /** What is known to answer. */
  readonly knowledge: Knowledge;
  /** What the shell's messages begin with: its own `argv[0]`. */
  readonly prefix: string;
  /** The line of the command, from 1; undefined: only the shell itself counts it. */
  readonly line: number | undefined;
}

/** A message of the shell's own, which one of its builtins writes. */
export function complaint(call: BuiltinCall, name: string, message: string): string {
  return messageOf(call.shell, call.prefix, call.line, `${name}: ${message}`);
}

/** A message of a shell's. */
export function messageOf(
  shell: ShellName,
  prefix: string,
  line: number | undefined,
  message: string,
): string {
  if (line === undefined) throw new Pass("shell line");
  return `${prefix}: ${shell === "bash" ? "line " : ""}${line}: ${message}\n`;
}
