// SPDX-License-Identifier: Apache-2.0

/** An answer as Bun's `Subprocess`. @module */
import { nothing } from "../lookups/text.ts";
import type { Answer } from "../lookups/types.ts";
import { dressAsNative, noResources } from "./bun_native.ts";
import type { BunCall } from "./bun_options.ts";
import { type Life, live } from "./life.ts";
import { madeUpPid } from "./pid.ts";
import { lastSignal, signalName, signalNumber } from "./signals.ts";

/** A child whose end is yet to be seen. */
class Subprocess {
  readonly #life: Life;
  readonly #pid = madeUpPid();
  readonly #stdout: ReadableStream | undefined;
  readonly #stderr: ReadableStream | undefined;
  readonly #exited: Promise<number>;
  #exitCode: number | null = null;
  #signalCode: string | null = null;

  constructor({ invocation, onExit, signal, killSignal }: BunCall, answer: Answer) {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.#exited = promise;
    const output = async (name: "stdout" | "stderr") => {
      await promise;
      // what a signal ended at once had no time to write
      return this.#signalCode === null ? answer[name] : nothing;
    };
    if (invocation.stdout === "pipe") this.#stdout = streamOf(output("stdout"));
    if (invocation.stderr === "pipe") this.#stderr = streamOf(output("stderr"));
    const abort = () => this.#life.kill(killSignal);
    signal?.addEventListener("abort", abort);
    this.#life = live((deadly) => {
      signal?.removeEventListener("abort", abort);
      if (deadly === undefined) this.#exitCode = answer.code;
      else this.#signalCode = signalName(deadly)!;
      resolve(deadly === undefined ? answer.code : 128 + deadly);
      // measured: what awaits `exited` runs before onExit is called
      if (onExit) setImmediate(() => onExit(this, this.#exitCode, this.#signalCode, undefined));
    });
  }

  get connected(): boolean {
    return false;
  }
  disconnect(): void {}
  get exitCode(): number | null {
    return this.#exitCode;
  }
  get exited(): Promise<number> {
    return this.#exited;
  }
  kill(signal?: unknown): void {
    this.#life.kill(signalOf(signal));
  }
  get killed(): boolean {
    return this.#life.isOver;
  }
  get pid(): number {
    return this.#pid;
  }
  get readable(): ReadableStream | undefined {
    return this.#stdout;
  }
  ref(): void {
    this.#life.ref();
  }
  resourceUsage(): object | undefined {
    return this.#life.isOver ? noResources() : undefined;
  }
  send(_message?: unknown): never {
    const error = new Error("Subprocess.send() cannot be used after the process has exited.");
    throw Object.assign(error, { code: "ERR_IPC_CHANNEL_CLOSED" });
  }
  get signalCode(): string | null {
    return this.#signalCode;
  }
  get stderr(): ReadableStream | undefined {
    return this.#stderr;
  }
  get stdin(): undefined {
    return undefined;
  }
  get stdio(): null[] {
    return [null, null, null];
  }
  get stdout(): ReadableStream | undefined {
    return this.#stdout;
  }
  get terminal(): undefined {
    return undefined;
  }
  unref(): void {
    this.#life.unref();
  }
  get writable(): undefined {
    return undefined;
  }
  async [Symbol.asyncDispose](): Promise<number | undefined> {
    if (this.#life.isOver) return undefined;
    this.kill();
    return await this.#exited;
  }
}

function streamOf(output: Promise<Uint8Array>): ReadableStream {
  return new ReadableStream({
    async start(controller) {
      const bytes = await output;
      if (bytes.length > 0) controller.enqueue(new Uint8Array(bytes));
      controller.close();
    },
  });
}

/** A signal's number, or the error of Bun's Subprocess.kill(). */
function signalOf(signal: unknown): number {
  // what is no value at all is the default
  if (signal === undefined || signal === null || signal === "" || Number.isNaN(signal)) {
    return signalNumber("SIGTERM")!;
  }
  if (typeof signal === "number") return requireNumber(signal);
  if (typeof signal !== "string") {
    throw invalid("Invalid signal: must be a string or an integer");
  }
  const number = signalNumber(signal);
  // aliases are none here
  if (number === undefined || signalName(number) !== signal) {
    throw invalid(`signal must be one of ${listed()}`);
  }
  return number;
}

function requireNumber(signal: number): number {
  if (!Number.isInteger(signal)) throw invalid("Unknown signal");
  if (signal < 0) throw invalid("Invalid signal: must be >= 0");
  if (signal > lastSignal) throw invalid(`Invalid signal: must be < ${lastSignal + 1}`);
  return signal;
}

/** Bun's errors of arguments have their code under them, as Node's have it. */
const invalidArgument: object = Object.assign(Object.create(TypeError.prototype), {
  name: "TypeError",
  code: "ERR_INVALID_ARG_TYPE",
  toString(this: Error & { code: string }): string {
    return `${this.name} [${this.code}]: ${this.message}`;
  },
});

function invalid(message: string): TypeError {
  return Object.setPrototypeOf(new TypeError(message), invalidArgument) as TypeError;
}

/** The names in Bun's order. */
function listed(): string {
  const names = Array.from({ length: lastSignal }, (_, index) => signalName(index + 1)!);
  const [last, ...others] = names.toReversed().map((each) => `'${each}'`);
  return `${others.toReversed().join(", ")} or ${last}`;
}

/** The subprocess of an answered call. */
export function subprocess(call: BunCall, answer: Answer): object {
  const { prototype } = Subprocess;
  if (Object.hasOwn(prototype, "constructor")) dressAsNative(prototype, "Subprocess");
  return new Subprocess(call, answer);
}
