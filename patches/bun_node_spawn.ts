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
import { madeUpPid } from "./pid.ts";

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

/** The handle of an answered call: a child that has written all, and whose end is yet to be seen. */
class Handle {
  readonly pid: number = madeUpPid();
  readonly stdin: unknown;
  readonly stdout: unknown;
  readonly stderr: unknown;
  readonly connected = false;
  exitCode: number | null = null;
  signalCode: string | null = null;
  /** As Bun has it: whether the child has ended. */
  killed = false;

  constructor({ invocation, onExit }: BunCall, { code, stdout, stderr }: Answer) {
    const { input } = invocation;
    // only a sink of Bun's own becomes a stream of Node's
    this.stdin = input.kind === "stream" ? nullSink() : null;
    this.stdout = invocation.stdout === "pipe" ? streamOf(stdout) : null;
    this.stderr = invocation.stderr === "pipe" ? streamOf(stderr) : null;
    setImmediate(() => {
      this.killed = true;
      this.exitCode = this.signalCode === null ? code : null;
      onExit?.(this, this.exitCode, this.signalCode, undefined);
    });
  }

  kill(signal: number): void {
    if (this.killed || signal === 0) return;
    const { signals } = process.getBuiltinModule("node:os").constants;
    const name = Object.entries(signals).find(([, number]) => number === signal)?.[0];
    this.signalCode = name ?? null;
  }
  ref(): void {}
  unref(): void {}
  resourceUsage(): object | undefined {
    return this.killed ? noResources() : undefined;
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
