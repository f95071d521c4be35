// SPDX-License-Identifier: Apache-2.0

/** What calls of `Deno.Command` ask. @module */
import { type Input, Pass, type Sink } from "../lookups/types.ts";
import { environmentOf, processEnvironment } from "./environment.ts";
import type { Invocation } from "./invocation.ts";

type Options = Readonly<Record<string, unknown>>;

/** The methods by which a command is run. */
export type Method = "output" | "outputSync" | "spawn";

/** Reads a call; what only Deno understands becomes the invocation's obstacle. */
export function readCommand(method: Method, command: unknown, given: unknown): Invocation {
  const base = {
    api: "Deno.Command",
    file: typeof command === "string" ? command : String(command),
    argv0IsPath: true,
    synchronous: method === "outputSync",
  };
  try {
    return { ...base, ...readOptions(method, command, given) };
  } catch (thrown) {
    const obstacle = thrown instanceof Pass ? thrown.reason : `fault ${thrown}`;
    return {
      ...base,
      args: [],
      input: { kind: "stream" },
      stdout: "pipe",
      stderr: "pipe",
      obstacle,
    };
  }
}

function readOptions(
  method: Method,
  command: unknown,
  given: unknown,
): Pick<Invocation, "args" | "cwd" | "env" | "input" | "stdout" | "stderr"> {
  if (typeof command !== "string" || command.includes("\0")) throw new Pass("option command");
  if (given !== undefined && (typeof given !== "object" || given === null)) {
    throw new Pass("options");
  }
  const options: Options = given as Options | undefined ?? {};
  // Node's layer speaks to the original by symbols
  if (Object.getOwnPropertySymbols(options).length > 0) throw new Pass("options of symbols");
  const { uid, gid, detached, cwd, signal } = options;
  if (uid !== undefined) throw new Pass("option uid");
  if (gid !== undefined) throw new Pass("option gid");
  if (detached) throw new Pass("option detached");
  if (signal !== undefined && signal !== null && !isSignalOf(method, signal)) {
    throw new Pass("option signal");
  }
  return {
    args: argumentsOf(options["args"]),
    cwd: pathOf(cwd),
    env: variablesOf(options),
    ...standardStreams(method, options),
  };
}

/** Synchronous calls do not look at it. */
function isSignalOf(method: Method, signal: unknown): boolean {
  return method !== "outputSync" && signal instanceof AbortSignal;
}

function standardStreams(
  method: Method,
  { stdin, stdout, stderr }: Options,
): Pick<Invocation, "input" | "stdout" | "stderr"> {
  const isSpawn = method === "spawn";
  const otherwise = isSpawn ? "inherit" : "piped";
  return {
    input: inputOf(stdin ?? (isSpawn ? "inherit" : "null")),
    stdout: sinkOf(stdout ?? otherwise),
    stderr: sinkOf(stderr ?? otherwise),
  };
}

function argumentsOf(args: unknown): string[] {
  if (args === undefined) return [];
  if (!Array.isArray(args)) throw new Pass("option args");
  return (args as unknown[]).map((each) => {
    if (typeof each !== "string" || each.includes("\0")) throw new Pass("option args");
    return each;
  });
}

function pathOf(cwd: unknown): string | undefined {
  if (cwd === undefined) return undefined;
  if (typeof cwd === "string" && cwd !== "" && !cwd.includes("\0")) return cwd;
  if (cwd instanceof URL && cwd.protocol === "file:" && cwd.host === "") {
    // what pathFromURL of Deno's ext/web/00_infra.js does, of names without a stray percent sign
    const path = decodeURIComponent(cwd.pathname);
    if (!path.includes("\0")) return path;
  }
  throw new Pass("option cwd");
}

function variablesOf({ env, clearEnv }: Options): Invocation["env"] {
  if (clearEnv !== undefined && typeof clearEnv !== "boolean") throw new Pass("option clearEnv");
  if (env === undefined && !clearEnv) return undefined;
  if (env !== undefined && (typeof env !== "object" || env === null)) throw new Pass("option env");
  for (const [name, value] of Object.entries(env ?? {})) {
    if (typeof value !== "string" || /[=\0]/.test(name) || value.includes("\0")) {
      throw new Pass("option env");
    }
    // Deno wants every permission for these
    if (/^\s*(ld_|dyld_)/i.test(name)) throw new Pass(`environment ${name}`);
  }
  return environmentOf(env as Options ?? {}, clearEnv ? undefined : processEnvironment);
}

function inputOf(value: unknown): Input {
  if (value === "null" || value === "inherit") return { kind: value };
  throw new Pass("option stdin");
}

function sinkOf(value: unknown): Sink {
  if (value === "piped") return "pipe";
  if (value === "null" || value === "inherit") return value;
  throw new Pass("option stdio");
}
