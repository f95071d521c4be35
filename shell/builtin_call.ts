// SPDX-License-Identifier: Apache-2.0

/** What a command that a shell brings itself is asked. @module */
import type { Place } from "../lookups/predicate.ts";
import type { Knowledge } from "../lookups/run.ts";
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
  /** What is known to answer. */
  readonly knowledge: Knowledge;
  /** What the shell's messages begin with: its own `argv[0]`. */
  readonly prefix: string;
  /** The line of the command, from 1. */
  readonly line: number;
}

/** A message of dash's, as one of its builtins writes it. */
export function complaint({ prefix, line }: BuiltinCall, name: string, message: string): string {
  return `${prefix}: ${line}: ${name}: ${message}\n`;
}
