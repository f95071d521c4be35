// SPDX-License-Identifier: Apache-2.0

/** What one shell process knows: a subshell has a copy. @module */
import { Pass } from "../lookups/types.ts";
import type { Command } from "./tree.ts";
import type { Variables } from "./variables.ts";

/** The state of a shell. */
export class ShellState {
  /** Its variables. */
  readonly variables: Variables;
  /** Functions by name. */
  readonly functions: Map<string, Command>;
  /** The working directory; undefined: the one it was started in. */
  directory: Directory | undefined;
  /** `$1` and those behind it. */
  parameters: readonly string[] = [];
  /** Which process it is: the line's own, a subshell or substitution, or a stage of a pipeline. */
  process: "main" | "subshell" | "stage" = "main";
  /** Status of the last command, for `$?`. */
  status = 0;
  /** Status of the last substitution within a command. */
  substituted = 0;
  /** Whether a command that fails ends the shell: `set -e`. */
  exitsOnError = false;
  /** Whether a variable that is not set ends the shell: `set -u`. */
  requiresSet = false;
  /** Whether any command's failure is a pipeline's: `set -o pipefail`. */
  failsAnywhere = false;
  /** What the variables were that are local to the function; undefined: there is no function. */
  locals: Map<string, Variables> | undefined;
  /** Commands that were executed: a shell remembers where they were. */
  readonly remembered: Set<string>;
  /**
   * Whether the last status is chance: a command had written to a pipe, whose reader may have ended
   * before.
   */
  isUncertain = false;

  constructor(variables: Variables) {
    this.variables = variables;
    this.functions = new Map();
    this.remembered = new Set();
  }

  /** Passes where the last status is chance: it must not decide what runs next. */
  requireCertain(): void {
    if (this.isUncertain) throw new Pass("shell broken pipe");
  }

  /** A copy, which changes apart. */
  fork(): ShellState {
    const copy = new ShellState(this.variables.copy());
    for (const [name, body] of this.functions) copy.functions.set(name, body);
    for (const name of this.remembered) copy.remembered.add(name);
    copy.directory = this.directory;
    copy.parameters = this.parameters;
    copy.status = this.status;
    copy.exitsOnError = this.exitsOnError;
    copy.requiresSet = this.requiresSet;
    copy.failsAnywhere = this.failsAnywhere;
    copy.locals = this.locals && new Map(this.locals);
    return copy;
  }
}

/** A working directory that a line changed to. */
export interface Directory {
  /** As `pwd` prints it: links that the line went through are kept. */
  readonly path: string;
  /** The one before. */
  readonly previous: string;
}
