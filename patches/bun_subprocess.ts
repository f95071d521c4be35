// SPDX-License-Identifier: Apache-2.0

/** An answer as Bun's `Subprocess`. @module */
import type { Answer } from "../lookups/types.ts";
import { dressAsNative, noResources } from "./bun_native.ts";
import type { BunCall } from "./bun_options.ts";
import { madeUpPid } from "./pid.ts";

/** A child that has done all its work, and whose end is yet to be seen. */
class Subprocess {
  readonly #pid = madeUpPid();
  readonly #stdout: ReadableStream | undefined;
  readonly #stderr: ReadableStream | undefined;
  readonly #exited: Promise<number>;
  #exitCode: number | null = null;

  constructor({ invocation, onExit }: BunCall, { code, stdout, stderr }: Answer) {
    this.#stdout = invocation.stdout === "pipe" ? streamOf(stdout) : undefined;
    this.#stderr = invocation.stderr === "pipe" ? streamOf(stderr) : undefined;
    const { promise, resolve } = Promise.withResolvers<number>();
    this.#exited = promise;
    setImmediate(() => {
      this.#exitCode = code;
      resolve(code);
      // measured: what awaits `exited` runs before onExit is called
      if (onExit) setImmediate(() => onExit(this, code, null, undefined));
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
  /** Comes too late: as a signal to a child that is a zombie already. */
  kill(_signal?: number | string): void {}
  get killed(): boolean {
    return this.#exitCode !== null;
  }
  get pid(): number {
    return this.#pid;
  }
  get readable(): ReadableStream | undefined {
    return this.#stdout;
  }
  ref(): void {}
  resourceUsage(): object | undefined {
    return this.#exitCode === null ? undefined : noResources();
  }
  send(): never {
    const error = new Error("Subprocess.send() cannot be used after the process has exited.");
    throw Object.assign(error, { code: "ERR_IPC_CHANNEL_CLOSED" });
  }
  get signalCode(): null {
    return null;
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
  unref(): void {}
  get writable(): undefined {
    return undefined;
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#exited;
  }
}

function streamOf(bytes: Uint8Array): ReadableStream {
  return new ReadableStream({
    start(controller) {
      if (bytes.length > 0) controller.enqueue(new Uint8Array(bytes));
      controller.close();
    },
  });
}

/** The subprocess of an answered call. */
export function subprocess(call: BunCall, answer: Answer): object {
  const { prototype } = Subprocess;
  if (Object.hasOwn(prototype, "constructor")) dressAsNative(prototype, "Subprocess");
  return new Subprocess(call, answer);
}
