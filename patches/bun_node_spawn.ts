// SPDX-License-Identifier: Apache-2.0

/**
 * node:child_process' asynchronous calls in Bun. All of them end in `Bun.spawn`, looked up when it
 * is called; given a handle with native streams, the Node layer makes its own ChildProcess of it,
 * with its own events and errors. So nothing of that layer is loaded before the program loads it.
 *
 * @module
 */
import type { Answer } from "../lookups/types.ts";
import { noResources } from "./bun_native.ts";
import { type BunCall, type Options, readCall } from "./bun_options.ts";
import { type Life, live } from "./life.ts";
import { madeUpPid } from "./pid.ts";
import { signalName } from "./signals.ts";

/** A call of `Bun.spawn` as only node:child_process makes it (src/js/node/child_process.ts). */
export function isNodeCall(options: unknown): boolean {
  return typeof options === "object" && options !== null &&
    (options as Options)["lazy"] === true &&
    typeof (options as Options)["onExit"] === "function" &&
    Array.isArray((options as Options)["stdio"]);
}

/** Reads such a call; its pipe to the child may be written to later. */
export function readNodeCall(options: unknown): BunCall {
  const { lazy: _lazy, serialization: _serialization, stdio, ...rest } = options as Options;
  const [input, ...outputs] = stdio as unknown[];
  const isPipe = input === "pipe";
  const call = readCall("node:child_process.spawn", {
    ...rest,
    stdio: [isPipe ? null : input, ...outputs],
  }, undefined);
  if (!isPipe) return call;
  return { ...call, invocation: { ...call.invocation, input: { kind: "stream" } } };
}

/** The handle of an answered call: a child whose end is yet to be seen. */
class Handle {
  readonly #life: Life;
  readonly pid: number = madeUpPid();
  readonly stdin: unknown;
  readonly stdout: unknown;
  readonly stderr: unknown;
  readonly connected = false;
  exitCode: number | null = null;
  signalCode: string | null = null;

  constructor({ invocation, onExit }: BunCall, answer: Answer) {
    const { input } = invocation;
    // only a sink of Bun's own becomes a stream of Node's
    this.stdin = input.kind === "stream" ? nullSink() : null;
    // read at once: a signal comes too late to take anything back
    this.stdout = invocation.stdout === "pipe" ? streamOf(answer.stdout) : null;
    this.stderr = invocation.stderr === "pipe" ? streamOf(answer.stderr) : null;
    this.#life = live((deadly) => {
      if (deadly === undefined) this.exitCode = answer.code;
      else this.signalCode = signalName(deadly)!;
      onExit?.(this, this.exitCode, this.signalCode, undefined);
    });
  }

  /** As Bun has it: whether the child has ended. */
  get killed(): boolean {
    return this.#life.isOver;
  }

  kill(signal: number): void {
    this.#life.kill(signal);
  }
  ref(): void {
    this.#life.ref();
  }
  unref(): void {
    this.#life.unref();
  }
  resourceUsage(): object | undefined {
    return this.#life.isOver ? noResources() : undefined;
  }
}

function nullSink(): unknown {
  const bun = Reflect.get(globalThis, "Bun") as { file(path: string): { writer(): unknown } };
  return bun.file("/dev/null").writer();
}

/** A native stream: the Node layer reads no other. */
function streamOf(bytes: Uint8Array): ReadableStream {
  return new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
}

/** The handle of an answered call. */
export function nodeHandle(call: BunCall, answer: Answer): object {
  return new Handle(call, answer);
}
