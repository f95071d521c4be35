// SPDX-License-Identifier: Apache-2.0

/** What calls of `Bun.spawn` and `Bun.spawnSync` ask. @module */
import { inputOf as givenInput } from "../lookups/input.ts";
import { type Input, Pass, type Sink } from "../lookups/types.ts";
import { environmentOf } from "./environment.ts";
import type { Invocation } from "./invocation.ts";
import { signalName, signalNumber } from "./signals.ts";

/** Options as programs give them: anything. */
export type Options = Readonly<Record<string, unknown>>;

/** Called with `(subprocess, exitCode, signalCode, error)`. */
export type OnExit = (
  subprocess: unknown,
  exitCode: number | null,
  signalCode: string | null,
  error: undefined,
) => unknown;

/** A call of either API. */
export interface BunCall {
  /** The same in the terms of all patches. */
  readonly invocation: Invocation;
  /** Whether there is a time limit. */
  readonly hasTimeout: boolean;
  /** What is to be called at the end. */
  readonly onExit: OnExit | undefined;
  /** What ends the child on the way, by the signal below. */
  readonly signal: AbortSignal | undefined;
  /** The number of the signal that such an end is. */
  readonly killSignal: number;
}

/** Reads a call's arguments; what only Bun understands becomes the invocation's obstacle. */
export function readCall(api: string, first: unknown, second: unknown): BunCall {
  const synchronous = api === "Bun.spawnSync";
  const options = optionsOf(first, second);
  const cmd: unknown = Array.isArray(first) ? first : options["cmd"];
  const base = {
    api,
    file: Array.isArray(cmd) && typeof cmd[0] === "string" ? cmd[0] : "",
    synchronous,
  };
  try {
    return { ...readOptions(options, Array.isArray(first), synchronous, cmd, base) };
  } catch (thrown) {
    const obstacle = thrown instanceof Pass ? thrown.reason : `fault ${thrown}`;
    const nothing = {
      args: [],
      input: { kind: "stream" },
      stdout: "pipe",
      stderr: "pipe",
    } as const;
    return {
      invocation: { ...base, ...nothing, obstacle },
      hasTimeout: false,
      onExit: undefined,
      signal: undefined,
      killSignal: defaultSignal,
    };
  }
}

function optionsOf(first: unknown, second: unknown): Options {
  const options: unknown = Array.isArray(first) ? second : first;
  return typeof options === "object" && options !== null ? options as Options : {};
}

function readOptions(
  options: Options,
  isListFirst: boolean,
  synchronous: boolean,
  cmd: unknown,
  base: Pick<Invocation, "api" | "file" | "synchronous">,
): BunCall {
  const args = argumentsOf(cmd);
  requireKnown(options, isListFirst);
  const { cwd, env, argv0, timeout, maxBuffer, onExit, signal } = options;
  if (cwd !== undefined && cwd !== null && typeof cwd !== "string") throw new Pass("option cwd");
  if (argv0 !== undefined && argv0 !== null && (typeof argv0 !== "string" || argv0 === "")) {
    throw new Pass("option argv0");
  }
  if (env !== undefined && env !== null && (typeof env !== "object" || Array.isArray(env))) {
    throw new Pass("option env");
  }
  // Bun then searches in ways of its own
  if (env && (env as Options)["PATH"] === "") throw new Pass("environment PATH");
  if (signal !== undefined && signal !== null && (synchronous || !isPending(signal))) {
    throw new Pass("option signal");
  }
  if (onExit !== undefined && onExit !== null) {
    if (synchronous || typeof onExit !== "function") throw new Pass("option onExit");
  }
  return {
    invocation: {
      ...base,
      args,
      argv0: argv0 ?? undefined,
      cwd: cwd || undefined,
      // the process' own environment is read by name, never copied
      env: env && env !== process.env ? environmentOf(env as Options) : undefined,
      ...standardStreams(options, synchronous),
      maxBuffer: limitOf("maxBuffer", maxBuffer, Number.MAX_SAFE_INTEGER),
    },
    hasTimeout: limitOf("timeout", timeout, 2 ** 31 - 1) !== undefined,
    onExit: (onExit ?? undefined) as OnExit | undefined,
    signal: (signal ?? undefined) as AbortSignal | undefined,
    killSignal: signalOf(options["killSignal"]),
  };
}

function argumentsOf(cmd: unknown): string[] {
  if (!Array.isArray(cmd)) throw new Pass("option cmd");
  const [file, ...rest] = cmd as unknown[];
  if (typeof file !== "string" || file === "") throw new Pass("option cmd");
  const args = rest.map((each) => {
    if (typeof each !== "string" && typeof each !== "number") throw new Pass("option cmd");
    return String(each);
  });
  if (args.some((each) => each.includes("\0"))) throw new Pass("option cmd");
  return args;
}

/** Options that are read here, and those that mean nothing on this system. */
function requireKnown(options: Options, isListFirst: boolean): void {
  const prototype: unknown = Object.getPrototypeOf(options);
  if (prototype !== Object.prototype && prototype !== null) throw new Pass("options of a class");
  for (const key of Object.keys(options)) {
    switch (key) {
      case "cmd":
        if (isListFirst) throw new Pass("option cmd");
        break;
      case "cwd":
      case "env":
      case "argv0":
      case "stdio":
      case "stdin":
      case "stdout":
      case "stderr":
      case "timeout":
      case "killSignal":
      case "maxBuffer":
      case "onExit":
      case "signal":
      case "windowsHide":
      case "windowsVerbatimArguments":
        break;
      default: {
        const value = options[key];
        if (value !== undefined && value !== null && value !== false) {
          throw new Pass(`option ${key}`);
        }
      }
    }
  }
}

const defaultSignal = signalNumber("SIGTERM")!;

/** Where it was aborted before, the original throws. */
function isPending(signal: unknown): boolean {
  return signal instanceof AbortSignal && !signal.aborted;
}

function signalOf(signal: unknown): number {
  if (signal === undefined || signal === null) return defaultSignal;
  const number = typeof signal === "string" ? signalNumber(signal) : Number(signal);
  if (number !== signal && (number === undefined || signalName(number) !== signal)) {
    throw new Pass("option killSignal");
  }
  if (signalName(number) === undefined) throw new Pass("option killSignal");
  return number;
}

/** Bun takes undefined, null and Infinity as no limit. */
function limitOf(name: string, value: unknown, most: number): number | undefined {
  if (value === undefined || value === null || value === Infinity) return undefined;
  if (Number.isInteger(value) && Number(value) > 0 && Number(value) <= most) return Number(value);
  throw new Pass(`option ${name}`);
}

function standardStreams(
  options: Options,
  synchronous: boolean,
): Pick<Invocation, "input" | "stdout" | "stderr"> {
  const { stdio } = options;
  let streams: unknown[] = [options["stdin"], options["stdout"], options["stderr"]];
  if (stdio !== undefined && stdio !== null) {
    if (!Array.isArray(stdio) || stdio.length > 3 || streams.some((each) => each !== undefined)) {
      throw new Pass("option stdio");
    }
    streams = stdio as unknown[];
  }
  return {
    input: inputOf(streams[0], synchronous),
    stdout: sinkOf(streams[1], "pipe"),
    stderr: sinkOf(streams[2], synchronous ? "pipe" : "inherit"),
  };
}

function inputOf(value: unknown, synchronous: boolean): Input {
  if (value === undefined || value === null || value === "ignore") return { kind: "null" };
  // measured: a synchronous call without content gives /dev/null
  if (value === "pipe" && synchronous) return { kind: "null" };
  if (value === "inherit") return { kind: "inherit" };
  if (value instanceof Uint8Array) {
    return value.length === 0 ? { kind: "null" } : givenInput(value);
  }
  throw new Pass("option stdin");
}

function sinkOf(value: unknown, otherwise: Sink): Sink {
  if (value === undefined) return otherwise;
  if (value === null || value === "ignore") return "null";
  if (value === "pipe" || value === "inherit") return value;
  throw new Pass("option stdio");
}
