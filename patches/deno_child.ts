// SPDX-License-Identifier: Apache-2.0

/** An answer as `Deno.ChildProcess`. @module */
import type { Answer } from "../lookups/types.ts";
import { commandOutput, notPiped } from "./deno_output.ts";
import { collect, streamOf } from "./deno_stream.ts";
import type { Invocation } from "./invocation.ts";
import { type Life, live } from "./life.ts";
import { madeUpPid } from "./pid.ts";
import { lastSignal, signalName, signalNumber } from "./signals.ts";

/** What is seen of a child, by the names that `Deno.ChildProcess` has for it. */
class ChildProcess {
  readonly #life: Life;
  readonly #pid = madeUpPid();
  readonly #stdout: Deno.SubprocessReadableStream | undefined;
  readonly #stderr: Deno.SubprocessReadableStream | undefined;
  readonly #status: Promise<Deno.CommandStatus>;

  constructor(answer: Answer, invocation: Invocation, signal: AbortSignal | undefined) {
    const ended = Promise.withResolvers<Answer>();
    const status = Promise.withResolvers<Deno.CommandStatus>();
    this.#status = status.promise;
    const streamed = async (name: "stdout" | "stderr") => (await ended.promise)[name];
    if (invocation.stdout === "pipe") this.#stdout = streamOf(streamed("stdout"));
    if (invocation.stderr === "pipe") this.#stderr = streamOf(streamed("stderr"));
    const abort = () => this.#life.kill(signalNumber("SIGTERM")!);
    signal?.addEventListener("abort", abort);
    this.#life = live((deadly) => {
      signal?.removeEventListener("abort", abort);
      status.resolve(statusOf(answer.code, deadly));
      // what a signal ended at once had no time to write
      ended.resolve(deadly === undefined ? answer : silence);
    });
  }

  get pid(): number {
    return this.#pid;
  }
  get stdin(): never {
    return notPiped("stdin");
  }
  get stdout(): Deno.SubprocessReadableStream {
    return this.#stdout ?? notPiped("stdout");
  }
  get stderr(): Deno.SubprocessReadableStream {
    return this.#stderr ?? notPiped("stderr");
  }
  get status(): Promise<Deno.CommandStatus> {
    return this.#status;
  }

  async output(): Promise<Deno.CommandOutput> {
    for (const name of ["stdout", "stderr"] as const) {
      const stream = name === "stdout" ? this.#stdout : this.#stderr;
      if (stream?.locked) throw new TypeError(`Cannot collect output: '${name}' is locked`);
    }
    const [status, stdout, stderr] = await Promise.all([
      this.#status,
      this.#stdout && collect(this.#stdout),
      this.#stderr && collect(this.#stderr),
    ]);
    return commandOutput(status, stdout, stderr);
  }

  kill(signal: unknown = "SIGTERM"): void {
    if (this.#life.isOver) throw new TypeError("Child process has already terminated");
    this.#life.kill(numberOf(signal));
  }
  ref(): void {
    this.#life.ref();
  }
  unref(): void {
    this.#life.unref();
  }
  async [Symbol.asyncDispose](): Promise<void> {
    this.#life.kill(signalNumber("SIGTERM")!);
    await this.#status;
  }
}

const silence: Answer = { code: 0, stdout: new Uint8Array(), stderr: new Uint8Array() };

function statusOf(code: number, deadly: number | undefined): Deno.CommandStatus {
  const signal = deadly === undefined ? null : signalName(deadly) as Deno.Signal;
  if (deadly !== undefined) code = 128 + deadly;
  return { __proto__: null, success: code === 0, code, signal } as Deno.CommandStatus;
}

/** A signal's number, or the error of Deno's op_spawn_kill. */
function numberOf(signal: unknown): number {
  if (typeof signal === "string") {
    const number = signalNumber(signal);
    if (number === undefined) throw new TypeError(`Invalid signal: ${signal}`);
    return number;
  }
  if (typeof signal === "bigint") throw new TypeError("serde_v8 error: unsupported type");
  if (!Number.isInteger(signal) || Number(signal) !== (Number(signal) | 0)) {
    throw new TypeError("data did not match any variant of untagged enum SignalArg");
  }
  if (Number(signal) < 0 || Number(signal) > lastSignal) {
    throw new TypeError("EINVAL: Invalid argument");
  }
  return Number(signal);
}

/** The child of an answered call. */
export function childProcess(
  answer: Answer,
  invocation: Invocation,
  signal: AbortSignal | undefined,
): Deno.ChildProcess {
  const { prototype } = ChildProcess;
  if (Object.hasOwn(prototype, "constructor")) {
    // so that it is one of the original's class, whose own constructor cannot be called
    Reflect.deleteProperty(prototype, "constructor");
    Object.setPrototypeOf(prototype, Deno.ChildProcess.prototype);
  }
  return new ChildProcess(answer, invocation, signal) as unknown as Deno.ChildProcess;
}
