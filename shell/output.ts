// SPDX-License-Identifier: Apache-2.0

/** Where a line's commands write to, and what they read from. @module */
import { inputOf } from "../lookups/input.ts";
import { concat } from "../lookups/text.ts";
import { type Answer, type Input, Pass, type Sink } from "../lookups/types.ts";

/** One open output: the line's own, a pipe, the null device, or what a substitution collects. */
export class Output {
  /** What a command sees that asks where its output leads. */
  readonly sink: Sink;
  /** Bytes written. */
  size = 0;
  readonly #kept: Uint8Array[] | undefined;
  readonly #log: Uint8Array[] | undefined;

  /** @param log what this output and another keep in common, in the order of writing */
  constructor(sink: Sink, log?: Uint8Array[]) {
    this.sink = sink;
    this.#kept = sink === "null" ? undefined : [];
    this.#log = log;
  }

  /** Keeps bytes. */
  write(bytes: Uint8Array): void {
    this.#keep(bytes);
    this.#log?.push(bytes);
  }

  #keep(bytes: Uint8Array): void {
    if (!this.#kept || bytes.length === 0) return;
    this.#kept.push(bytes);
    this.size += bytes.length;
  }

  /** All that was written. */
  get bytes(): Uint8Array {
    return concat(this.#kept ?? []);
  }

  /** Writes both streams of an answer, in their order where they lead to one place. */
  static writeAnswer(answer: Answer, out: Output, err: Output): void {
    const { stdout, stderr } = answer;
    if (stderr.length === 0) return out.write(stdout);
    if (stdout.length === 0) return err.write(stderr);
    const merged = () => answer.merged ?? concat([stderr, stdout]);
    if (out === err) return out.write(merged());
    if (out.#log && out.#log === err.#log) {
      out.#keep(stdout);
      err.#keep(stderr);
      out.#log.push(merged());
      return;
    }
    err.write(stderr);
    out.write(stdout);
  }
}

/** One open input, which the commands that have it read one after the other. */
export interface Source {
  /** The input for a command, which takes all that is left. */
  readonly input: Input;
  /** A line and its end; the rest where there is no end; undefined at the end of the input. */
  line(): Uint8Array | undefined;
}

/** An input whose content is known. */
export function sourceOf(input: Input): Source {
  if (input.kind === "null") return { input, line: () => undefined };
  if (input.kind !== "bytes") {
    return {
      input,
      line() {
        throw new Pass(`input ${input.kind}`);
      },
    };
  }
  // what is left once lines were read
  let rest: Input | undefined;
  return {
    get input() {
      return rest ?? input;
    },
    line() {
      const { bytes } = rest?.kind === "bytes" ? rest : input;
      if (bytes.length === 0) return undefined;
      const end = bytes.indexOf(10);
      const length = end < 0 ? bytes.length : end + 1;
      rest = inputOf(bytes.subarray(length), input);
      return bytes.subarray(0, length);
    },
  };
}
