// SPDX-License-Identifier: Apache-2.0

/** Writing an answer where a child would have written it itself. @module */
import type { Answer } from "../lookups/types.ts";
import type { Invocation } from "./invocation.ts";

/**
 * Writes what goes to inherited descriptors, standard error first, as a command does that buffers
 * its standard output.
 *
 * @returns whether any of it was taken, or there was none; a command of which nothing is taken ends
 * by a signal, or complains, as its original knows best
 */
export function deliver(answer: Answer, { stdout, stderr }: Invocation): boolean {
  const lengths: number[] = [];
  if (stderr === "inherit" && answer.stderr.length) lengths.push(writeWhole(2, answer.stderr));
  if (stdout === "inherit" && answer.stdout.length) lengths.push(writeWhole(1, answer.stdout));
  return lengths.length === 0 || lengths.some((length) => length > 0);
}

/** Writes until the reader goes away; gives how much it took. */
function writeWhole(descriptor: 1 | 2, bytes: Uint8Array): number {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += write(descriptor, bytes.subarray(written));
    } catch (error) {
      // a reader that went away is the child's trouble, never the caller's
      if (!isWouldBlock(error)) break;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
  return written;
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
