// SPDX-License-Identifier: Apache-2.0

/**
 * `ChildProcess.prototype.spawn` in Deno, through which every asynchronous call of
 * node:child_process goes, whatever name it was imported under.
 *
 * @module
 */
import type * as Net from "node:net";
import type * as Os from "node:os";
import type { ChildProcess } from "node:child_process";
import type { Answer, Input, Sink } from "../lookups/types.ts";
import { decide } from "./decide.ts";
import type { Invocation } from "./invocation.ts";
import {
  arePlain,
  givenEnvironment,
  isPlain,
  type Options,
  type Stdio,
  stdioOf,
} from "./node_call.ts";
import { madeUpPid } from "./pid.ts";
import { processEnvironment } from "./environment.ts";
import { state } from "./state.ts";
import { registerFile } from "./worker_register.ts";

/** The method that is replaced. */
export type Spawn = (this: ChildProcess, options: Options) => unknown;

/** Answers, refuses, or leaves one spawn to the original. */
export function spawnChild(child: ChildProcess, options: Options, original: Spawn): unknown {
  if (isFork(options)) return forkPatched(child, options, original);
  const read = readSpawn(options) ?? unreadable(options);
  if (!read) return original.call(child, options);
  const { invocation, stdio } = read;
  const outcome = decide(invocation);
  if (outcome.kind === "passed") return original.call(child, options);
  const { file, args } = invocation;
  Object.assign(child, { spawnfile: file, spawnargs: [file, ...args] });
  if (outcome.kind === "refused") refuse(child, invocation, stdio);
  else {
    answer(child, outcome.answer, stdio);
    heedSignal(child, options);
  }
}

/** What Deno's fork() makes of itself: `deno run … MODULE`, with a channel to it. */
function isFork(options: Options | null | undefined): boolean {
  const { file, args, stdio } = options ?? {};
  return file === Deno.execPath() && arePlain(args) && args[1] === "run" &&
    Array.isArray(stdio) && stdio.includes("ipc");
}

/** A preload is not handed on to children: a fork gets the register as its own. */
function forkPatched(child: ChildProcess, options: Options, original: Spawn): unknown {
  const file = registerFile();
  const args = options.args as readonly string[];
  if (!state.enabled || !file) return original.call(child, options);
  const [runtime, run, ...rest] = args;
  const result = original.call(child, {
    ...options,
    args: [runtime, run, "--preload", file, ...rest],
  });
  Object.assign(child, { spawnargs: args });
  return result;
}

interface Read {
  readonly invocation: Invocation;
  readonly stdio: Stdio;
}

/** A call that only the original understands, and that the policy may still refuse. */
function unreadable(options: Options): Read | undefined {
  const { file, args } = options ?? {};
  // the original throws its own error
  if (!isPlain(file) || !file) return undefined;
  const invocation: Invocation = {
    api: "node:child_process.spawn",
    file,
    args: arePlain(args) ? args.slice(1) : [],
    input: { kind: "stream" },
    stdout: "pipe",
    stderr: "pipe",
    synchronous: false,
    obstacle: "options",
  };
  return { invocation, stdio: ["pipe", "pipe", "pipe"] };
}

function readSpawn(options: Options): Read | undefined {
  if (typeof options !== "object" || options === null) return undefined;
  const { file, args, cwd, env, envPairs, uid, gid, detached, windowsVerbatimArguments } = options;
  if (!isPlain(file) || !file || !arePlain(args) || args.length === 0) return undefined;
  if (uid != null || gid != null || detached || windowsVerbatimArguments) return undefined;
  // an encoding is given by many and heeded by nobody: streams are of bytes
  if (options.serialization === "advanced") return undefined;
  if (cwd != null && (!isPlain(cwd) || !cwd)) return undefined;
  // Deno's own normalization always gives both
  if (env === undefined || envPairs === undefined) return undefined;
  const own = env == null || env === process.env;
  const given = own ? undefined : givenEnvironment(env);
  if (!own && !given) return undefined;
  const stdio = stdioOf(options.stdio);
  if (!stdio) return undefined;
  const [argv0] = args;
  const invocation: Invocation = {
    api: "node:child_process.spawn",
    file,
    args: args.slice(1),
    argv0: argv0 === file ? undefined : argv0,
    argv0IsPath: true,
    cwd: cwd ?? undefined,
    env: own ? processEnvironment : given,
    input: inputOf(stdio[0]),
    stdout: stdio[1],
    stderr: stdio[2],
    synchronous: false,
  };
  return { invocation, stdio };
}

function inputOf(sink: Sink): Input {
  return { kind: sink === "pipe" ? "stream" : sink };
}

function answer(child: ChildProcess, given: Answer, stdio: Stdio): void {
  Object.assign(child, { pid: madeUpPid() });
  const stdin = stdio[0] === "pipe" ? writable() : null;
  const stdout = stdio[1] === "pipe" ? readable() : null;
  const stderr = stdio[2] === "pipe" ? readable() : null;
  setStreams(child, stdin, stdout, stderr);
  let pending = 1;
  const close = () => {
    if (--pending === 0) child.emit("close", child.exitCode, child.signalCode);
  };
  for (const stream of [stdout, stderr]) {
    if (!stream) continue;
    pending++;
    stream.once("close", close);
  }
  let exited = false;
  setControls(child, () => exited);
  process.nextTick(() => child.emit("spawn"));
  setImmediate(() => {
    exited = true;
    stdin?.destroy();
    finish(stdout, child.killed ? undefined : given.stdout);
    finish(stderr, child.killed ? undefined : given.stderr);
    if (child.signalCode === null) Object.assign(child, { exitCode: given.code });
    child.emit("exit", child.exitCode, child.signalCode);
    for (const stream of [stdout, stderr]) {
      // what nobody reads must not keep "close" waiting (Node's flushStdio)
      if (stream?.readable && stream.listenerCount("readable") === 0) stream.resume();
    }
    close();
  });
}

function refuse(child: ChildProcess, { file, args }: Invocation, stdio: Stdio): void {
  const error = accessError("spawn", file, args);
  const stdin = stdio[0] === "pipe" ? writable() : null;
  const stdout = stdio[1] === "pipe" ? readable() : null;
  const stderr = stdio[2] === "pipe" ? readable() : null;
  setStreams(child, stdin, stdout, stderr);
  setControls(child, () => true);
  process.nextTick(() => {
    child.emit("error", error);
    for (const stream of [stdin, stdout, stderr]) stream?.destroy();
    process.nextTick(() => child.emit("close", null, null));
  });
}

/** The error of an execve(2) that was forbidden, as Node words it. */
export function accessError(
  call: "spawn" | "spawnSync",
  file: string,
  args: readonly string[],
): Error & { errno: number } {
  const syscall = `${call} ${file}`;
  const fields = { errno: -13, code: "EACCES", syscall, path: file, spawnargs: [...args] };
  return Object.assign(new Error(`${syscall} EACCES`), fields);
}

function setStreams(
  child: ChildProcess,
  stdin: Net.Socket | null,
  stdout: Net.Socket | null,
  stderr: Net.Socket | null,
): void {
  Object.assign(child, { stdin, stdout, stderr, stdio: [stdin, stdout, stderr] });
}

function setControls(child: ChildProcess, hasExited: () => boolean): void {
  const kill = (signal?: string | number | null): boolean => {
    if (signal === 0) return !hasExited();
    const name = signalName(signal ?? "SIGTERM");
    if (hasExited() || child.killed) return false;
    Object.assign(child, { killed: true, signalCode: name });
    return true;
  };
  const nothing = () => {};
  for (const [name, value] of Object.entries({ kill, ref: nothing, unref: nothing })) {
    Object.defineProperty(child, name, { value, writable: true, configurable: true });
  }
}

function signalName(signal: string | number): string {
  const { signals } = builtin<typeof Os>("os").constants;
  for (const [name, number] of Object.entries(signals)) {
    if (signal === number || String(signal).toUpperCase() === name) return name;
  }
  const error = new TypeError(`Unknown signal: ${signal}`);
  throw Object.assign(error, { code: "ERR_UNKNOWN_SIGNAL" });
}

/** What Deno's class does with a signal in the method that this replaces. */
function heedSignal(child: ChildProcess, options: Options): void {
  const signal = options.signal as AbortSignal | undefined;
  if (!signal) return;
  const abort = () => {
    if (!child.kill((options.killSignal ?? "SIGTERM") as NodeJS.Signals)) return;
    const error = new Error("The operation was aborted", { cause: signal.reason });
    child.emit("error", Object.assign(error, { name: "AbortError", code: "ABORT_ERR" }));
  };
  if (signal.aborted) return process.nextTick(abort);
  signal.addEventListener("abort", abort, { once: true });
  child.once("exit", () => signal.removeEventListener("abort", abort));
}

function readable(): Net.Socket {
  const socket = new (builtin<typeof Net>("net").Socket)({ writable: false });
  return Object.assign(socket, { _read: () => {} });
}

/** Ends a stream; what was killed before it exited has said nothing. */
function finish(stream: Net.Socket | null, bytes: Uint8Array | undefined): void {
  if (!stream || stream.destroyed) return;
  if (bytes?.length) stream.push(Buffer.from(bytes));
  stream.push(null);
}

function writable(): Net.Socket {
  const socket = new (builtin<typeof Net>("net").Socket)({ readable: false, writable: true });
  const write = (_chunk: unknown, _encoding: unknown, done: () => void) => done();
  const final = (done: () => void) => done();
  return Object.assign(socket, { _write: write, _writev: null, _final: final });
}

/** A module of the runtime's, loaded on first use: streams cost what most programs never need. */
function builtin<Module>(name: string): Module {
  return process.getBuiltinModule(`node:${name}`) as Module;
}
