// SPDX-License-Identifier: Apache-2.0

/**
 * What real packages ask the system: `asked.jsonl` holds the lines and argument lists that they run,
 * found in their sources or seen by strace, and the packages that run them. Where a package puts
 * values into a line, likely ones stand there.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import type { Input } from "../../lookups/types.ts";
import { decide } from "../../patches/decide.ts";
import { environmentOf } from "../../patches/environment.ts";
import type { Outcome } from "../../patches/invocation.ts";
import { state } from "../../patches/state.ts";

/** What becomes of a standard stream. */
type Stream = "pipe" | "ignore" | "inherit";

/** One thing that packages ask. */
export interface Asked {
  /** A line for a shell; without, `argv` is there. */
  readonly line?: string;
  /** A command and its arguments. */
  readonly argv?: readonly [file: string, ...args: string[]];
  /** The shell; default: `/bin/sh`. */
  readonly shell?: string;
  /** Whether the package waits for it. */
  readonly sync?: boolean;
  /** Standard streams; default: pipes. */
  readonly stdio?: readonly [input: Stream, output: Stream, error: Stream];
  /** Bytes beyond which the command is killed. */
  readonly maxBuffer?: number;
  /** Variables that the package sets. */
  readonly env?: Readonly<Record<string, string>>;
  /** A: a question about the system; B: one about something else on it. */
  readonly class: "A" | "B";
  /** Packages with their versions. */
  readonly from: readonly string[];
}

/** The environment of a server. */
export const environment: Readonly<Record<string, string>> = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  HOME: "/root",
  LANG: "C.UTF-8",
  LOGNAME: "root",
  USER: "root",
  SHELL: "/bin/bash",
};

/** All that is asked. */
export function corpus(): Asked[] {
  const text = readFileSync(new URL("asked.jsonl", import.meta.url), "utf8");
  return text.trimEnd().split("\n").map((line) => JSON.parse(line) as Asked);
}

/** The command that is asked, and its arguments. */
export function commandOf({ line, argv, shell = "/bin/sh" }: Asked): readonly [string, string[]] {
  if (line !== undefined) return [shell, ["-c", line]];
  const [file, ...args] = argv!;
  return [file, args];
}

/** What a real one is run with. */
export function environmentFor({ env }: Asked): Record<string, string> {
  return { ...environment, ...env };
}

const sinks = { pipe: "pipe", ignore: "null", inherit: "inherit" } as const;

/** What becomes of it under a policy for files. */
export function outcomeOf(asked: Asked, files: "system" | "all"): Outcome {
  const [file, args] = commandOf(asked);
  const [input, output, error] = asked.stdio ?? ["pipe", "pipe", "pipe"];
  const { settings } = state;
  state.enabled = true;
  state.settings = { ...settings, files };
  try {
    return decide({
      api: "corpus",
      file,
      args,
      argv0IsPath: !("Bun" in globalThis),
      cwd: "/",
      env: environmentOf(environmentFor(asked)),
      input: inputOf(input, asked.sync ?? false),
      stdout: sinks[output],
      stderr: sinks[error],
      synchronous: asked.sync ?? false,
      maxBuffer: asked.maxBuffer,
    });
  } finally {
    state.settings = settings;
  }
}

function inputOf(input: Stream, sync: boolean): Input {
  if (input === "ignore") return { kind: "null" };
  if (input === "inherit") return { kind: "inherit" };
  return sync ? { kind: "bytes", bytes: new Uint8Array(0) } : { kind: "stream" };
}
