// SPDX-License-Identifier: Apache-2.0

/** Writing an answer where a child would have written it itself. @module */
import type { Answer } from "../lookups/types.ts";
import type { Invocation } from "./invocation.ts";

/**
 * Writes what goes to inherited descriptors, standard error first, as a command does that buffers
 * its standard output.
 */
export function deliver(answer: Answer, { stdout, stderr }: Invocation): void {
  if (stderr === "inherit") writeWhole(2, answer.stderr);
  if (stdout === "inherit") writeWhole(1, answer.stdout);
}

function writeWhole(descriptor: 1 | 2, bytes: Uint8Array): void {
  let rest = bytes;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(write(descriptor, rest));
    } catch (error) {
      // a reader that went away is the child's trouble, never the caller's
      if (!isWouldBlock(error)) return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

function write(descriptor: 1 | 2, bytes: Uint8Array): number {
  if ("Bun" in globalThis) {
    return process.getBuiltinModule("node:fs").writeSync(descriptor, bytes);
  }
  // Node's layer would cost a Deno program that has none more than the whole answer
  return (descriptor === 1 ? Deno.stdout : Deno.stderr).writeSync(bytes);
}

function isWouldBlock(error: unknown): boolean {
  const { code, name } = error as { code?: string; name?: string };
  return code === "EAGAIN" || name === "WouldBlock";
}
