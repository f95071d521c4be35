// SPDX-License-Identifier: Apache-2.0

/**
 * The synchronous half of node:child_process in Deno, where nothing beneath the three functions can
 * be replaced. In Bun they call `Bun.spawnSync`, which is patched itself.
 *
 * @module
 */
import { inputOf as givenInput } from "../lookups/input.ts";
import type { Answer, Input } from "../lookups/types.ts";
import { decide } from "./decide.ts";
import type { Invocation } from "./invocation.ts";
import { processEnvironment } from "./environment.ts";
import {
  arePlain,
  givenEnvironment,
  isPlain,
  type Options,
  type Stdio,
  stdioOf,
} from "./node_call.ts";
import { accessError } from "./node_spawn.ts";
import { madeUpPid } from "./pid.ts";
import { signalNumber } from "./signals.ts";

/** What `spawnSync` returns. */
export interface Result {
  /** Set where the command was not executed. */
  error?: Error;
  /** The made-up process id. */
  pid: number;
  /** Exit status. */
  status: number | null;
  /** Never killed. */
  signal: null;
  /** Standard output in the encoding that was asked. */
  stdout: Buffer | string | null;
  /** Standard error likewise. */
  stderr: Buffer | string | null;
  /** All three streams. */
  output: (Buffer | string | null)[] | null;
}

interface Asked {
  readonly invocation: Invocation;
  readonly stdio: Stdio;
  readonly encoding: string | undefined;
}

/**
 * What a pipe holds, by pipe(7). Deno writes the whole input before it reads anything: beyond this, a
 * command that does not read its input fails the call, and one that writes as it reads hangs it.
 */
const pipeCapacity = 65536;

/** Asks for one synchronous call; undefined is left to the original. */
export function askSync(
  api: string,
  file: unknown,
  args: unknown,
  options: unknown,
): Result | undefined {
  const asked = readSync(api, file, args, options) ?? unreadable(api, file, args, options);
  if (!asked) return undefined;
  const outcome = decide(asked.invocation);
  if (outcome.kind === "passed") return undefined;
  if (outcome.kind === "answered") return resultOf(outcome.answer, asked);
  const error = accessError("spawnSync", asked.invocation.file, asked.invocation.args);
  return { error, pid: 0, status: null, signal: null, stdout: null, stderr: null, output: null };
}

/** A call that only the original understands, and that the policy may still refuse. */
function unreadable(
  api: string,
  file: unknown,
  args: unknown,
  options: unknown,
): Asked | undefined {
  // the original throws its own error
  if (!isPlain(file) || !file) return undefined;
  const shell = (options as Options | null)?.shell;
  const invocation: Invocation = {
    api,
    file: shell ? (isPlain(shell) ? shell : "/bin/sh") : file,
    args: shell ? ["-c", file] : arePlain(args) ? args : [],
    input: { kind: "stream" },
    stdout: "pipe",
    stderr: "pipe",
    synchronous: true,
    obstacle: "options",
  };
  return { invocation, stdio: ["pipe", "pipe", "pipe"], encoding: undefined };
}

function readSync(api: string, file: unknown, args: unknown, asked: unknown): Asked | undefined {
  if (!isPlain(file) || !file || !arePlain(args)) return undefined;
  if (asked === null || typeof asked !== "object" || Array.isArray(asked)) return undefined;
  // what they inherit counts for nothing
  const options: Options = { __proto__: null, ...asked };
  if (!isWithoutEffect(options)) return undefined;
  const { cwd, env, encoding, timeout, maxBuffer = 1 << 20, shell, argv0 } = options;
  if (cwd != null && (!isPlain(cwd) || !cwd)) return undefined;
  if (argv0 != null && !isPlain(argv0)) return undefined;
  if (timeout != null && (!Number.isInteger(timeout) || Number(timeout) < 0)) return undefined;
  if (typeof maxBuffer !== "number" || !(maxBuffer >= 0)) return undefined;
  if (
    encoding != null &&
    !(isPlain(encoding) && (encoding === "buffer" || Buffer.isEncoding(encoding)))
  ) {
    return undefined;
  }
  if (shell != null && typeof shell !== "boolean" && !isPlain(shell)) return undefined;
  // the runtime quotes arguments of a shell and warns of them
  if (shell && args.length) return undefined;
  const own = env == null || env === process.env;
  // Deno adds the given variables to its own here (clearEnv: false in its spawnSync)
  const given = own ? undefined : givenEnvironment(env, processEnvironment);
  if (!own && !given) return undefined;
  const stdio = stdioOf(options.stdio);
  const input = stdio && inputOf(options.input, stdio);
  if (!stdio || !input) return undefined;
  const invocation: Invocation = {
    api,
    file: shell ? (shell === true ? "/bin/sh" : shell) : file,
    args: shell ? ["-c", file] : [...args],
    argv0: argv0 ?? undefined,
    argv0IsPath: true,
    cwd: cwd ?? undefined,
    env: given,
    input,
    stdout: stdio[1],
    stderr: stdio[2],
    synchronous: true,
    maxBuffer,
  };
  return { invocation, stdio, encoding: encoding ?? undefined };
}

/** Whether the options that are checked and mean nothing here are as the original wants them. */
function isWithoutEffect(options: Options): boolean {
  const { uid, gid, killSignal, serialization } = options;
  const isSwitch = (name: string) => options[name] == null || typeof options[name] === "boolean";
  return uid == null && gid == null &&
    ["detached", "windowsHide", "windowsVerbatimArguments"].every(isSwitch) &&
    (killSignal == null || isPlain(killSignal) && signalNumber(killSignal) !== undefined) &&
    (serialization === undefined || serialization === "json" || serialization === "advanced");
}

function inputOf(input: unknown, [sink]: Stdio): Input | undefined {
  // Deno gives /dev/null for a pipe into which nothing is written
  if (input == null) return { kind: sink === "inherit" ? "inherit" : "null" };
  if (sink !== "pipe") return undefined;
  const bytes = typeof input === "string" ? Buffer.from(input) : input;
  if (!(bytes instanceof Uint8Array) || bytes.length > pipeCapacity) return undefined;
  return givenInput(bytes);
}

function resultOf(answer: Answer, { stdio, encoding }: Asked): Result {
  const { stdout, stderr, code } = answer;
  const streams = [stdout, stderr].map((bytes, index) => {
    const sink = stdio[index + 1];
    if (sink !== "pipe") return null;
    const buffer = Buffer.from(bytes);
    return encoding && encoding !== "buffer" ? buffer.toString(encoding as "utf8") : buffer;
  });
  const [out = null, error = null] = streams;
  const pid = madeUpPid();
  return {
    pid,
    status: code,
    signal: null,
    stdout: out,
    stderr: error,
    output: [null, out, error],
  };
}

/** What `execSync` and `execFileSync` make of a result: output, or a thrown error. */
export function outputOf(result: Result, command: string, ownStderr: boolean): unknown {
  if (ownStderr && result.stderr?.length) process.stderr.write(result.stderr);
  if (result.error) throw Object.assign(result.error, result);
  if (result.status === 0) return result.stdout;
  const said = result.stderr?.length ? `\n${result.stderr}` : "";
  throw Object.assign(new Error(`Command failed: ${command}${said}`), result);
}
