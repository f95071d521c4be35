// SPDX-License-Identifier: Apache-2.0

/**
 * `Deno.run`, which lost its types and still executes. What it gives are resources: the numbers of a
 * process and of its pipes, which any other function may be handed. Those of an answer would be none,
 * so that its calls pass, counted, and the policy may refuse them.
 *
 * @module
 */
import { decide } from "./decide.ts";
import { accessError } from "./deno_output.ts";
import { state } from "./state.ts";

type Run = (...args: unknown[]) => unknown;

/** What stands in the place of `Deno.run`. */
export function denoRun(original: Run): Run {
  const { run } = {
    run(...given: unknown[]): unknown {
      const cmd = state.enabled ? commandOf(given[0]) : undefined;
      if (cmd && isRefused(cmd)) throw accessError();
      return Reflect.apply(original, undefined, given);
    },
  };
  return run;
}

/** The command; undefined where the original throws its own error. */
function commandOf(options: unknown): [file: string, ...args: string[]] | undefined {
  const cmd: unknown = (options as { readonly cmd?: unknown } | undefined)?.cmd;
  if (!Array.isArray(cmd) || cmd.length === 0) return undefined;
  const [file, ...args] = cmd as unknown[];
  const isUrl = file instanceof URL && file.protocol === "file:";
  return [isUrl ? decodeURIComponent(file.pathname) : String(file), ...args.map(String)];
}

function isRefused([file, ...args]: [file: string, ...args: string[]]): boolean {
  const outcome = decide({
    api: "Deno.run",
    file,
    args,
    input: { kind: "stream" },
    stdout: "inherit",
    stderr: "inherit",
    synchronous: false,
    obstacle: "resources of Deno.run",
  });
  return outcome.kind === "refused";
}
