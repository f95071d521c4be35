// SPDX-License-Identifier: Apache-2.0

/** What sed prints: a line without an end gets one before the next (sed/execute.c). @module */
import { Pass } from "../types.ts";

/** More is left to who can stop in between. */
const longest = 16 << 20;

/** Standard output, to which lines come by two ways. */
export class Output {
  readonly #delimiter: string;
  readonly #parts: string[] = [];
  #length = 0;
  /** Whether the end of the last line is still to be printed, by the way that it came. */
  readonly #isOpen: Record<Way, boolean> = { print: false, write: false };

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** Prints a line of bytes, with its end or without one. */
  line(bytes: string, isEnded: boolean, way: Way = "print"): void {
    this.close(way);
    this.raw(isEnded ? bytes + this.#delimiter : bytes);
    this.#isOpen[way] = !isEnded;
  }

  /** Ends a line that has no end. */
  close(way: Way = "print"): void {
    if (this.#isOpen[way]) this.raw(this.#delimiter);
    this.#isOpen[way] = false;
  }

  /** Prints bytes. */
  raw(bytes: string): void {
    this.#length += bytes.length;
    if (this.#length > longest) throw new Pass("long output");
    this.#parts.push(bytes);
  }

  /** All that was printed. */
  get bytes(): string {
    return this.#parts.join("");
  }
}

/** Whether a line was printed, or written to /dev/stdout. */
export type Way = "print" | "write";
