// SPDX-License-Identifier: Apache-2.0

/** `Deno.Command`, `Deno.spawn`, `Deno.spawnAndWait` and `Deno.spawnAndWaitSync`. @module */
import type { Answer } from "../lookups/types.ts";
import { decide } from "./decide.ts";
import { childProcess } from "./deno_child.ts";
import { accessError, answerOutput } from "./deno_output.ts";
import { type Method, readCommand } from "./deno_options.ts";
import type { Invocation } from "./invocation.ts";
import { state } from "./state.ts";

interface Answered {
  readonly answer: Answer;
  readonly invocation: Invocation;
}
type CommandClass = typeof Deno.Command;
type Wait = (...args: unknown[]) => unknown;

/** What stands in the place of `Deno.spawn` and its like: a method of the patched class. */
export function denoWait(method: Method, original: Wait): Wait {
  const { wait } = {
    wait(...given: unknown[]): unknown {
      const command = state.enabled ? commandOf(given) : undefined;
      if (!command) return Reflect.apply(original, undefined, given);
      return command[method]();
    },
  };
  return wait;
}

/** As the originals make it of their arguments; undefined where they would throw. */
function commandOf([command, first, second]: unknown[]): Deno.Command | undefined {
  const { Command } = Deno;
  if (!Array.isArray(first)) return new Command(command as string, first as Deno.CommandOptions);
  const options = (second ?? {}) as Deno.CommandOptions;
  if (options.args !== undefined) return undefined;
  return new Command(command as string, { ...options, args: first });
}

/** What stands in the place of `Deno.Command`. */
export function denoCommand(Original: CommandClass): CommandClass {
  return class Command {
    readonly #command: string | URL;
    readonly #options: Deno.CommandOptions | undefined;

    constructor(command: string | URL, options?: Deno.CommandOptions) {
      this.#command = command;
      this.#options = options;
    }

    output(): Promise<Deno.CommandOutput> {
      const asked = this.#ask("output");
      if (!asked) return this.#original().output();
      // a signal may come before the end
      if (this.#options?.signal) return this.#child(asked).output();
      return Promise.resolve(answerOutput(asked.answer, asked.invocation));
    }

    outputSync(): Deno.CommandOutput {
      const asked = this.#ask("outputSync");
      if (!asked) return this.#original().outputSync();
      return answerOutput(asked.answer, asked.invocation);
    }

    spawn(): Deno.ChildProcess {
      const asked = this.#ask("spawn");
      return asked ? this.#child(asked) : this.#original().spawn();
    }

    #child({ answer, invocation }: Answered): Deno.ChildProcess {
      return childProcess(answer, invocation, this.#options?.signal);
    }

    /** The options are read when the command is run, as the original does it. */
    #original(): Deno.Command {
      return new Original(this.#command, this.#options);
    }

    #ask(method: Method): Answered | undefined {
      if (!state.enabled) return undefined;
      const invocation = readCommand(method, this.#command, this.#options);
      const outcome = decide(invocation);
      if (outcome.kind === "refused") throw accessError(invocation.file);
      if (outcome.kind === "passed") return undefined;
      return { answer: outcome.answer, invocation };
    }
  };
}
