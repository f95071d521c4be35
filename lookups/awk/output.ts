// SPDX-License-Identifier: Apache-2.0

/** What a program prints, in both outputs. @module */
import { bytesOfLatin1 } from "../text.ts";
import { type Answer, Pass } from "../types.ts";

/** What one program may print, where the caller waits and where it does not. */
const limits = { waiting: 16 << 20, going: 1 << 20 };
/** What is kept back until so much of it is there, or the program ends. */
const bufferSize = 4096;

/** Standard output, which is kept back, and standard error, which is not. */
export class Output {
  #out = "";
  #err = "";
  #left: number;

  /** @param mayWait whether the caller waits */
  constructor(mayWait: boolean) {
    this.#left = mayWait ? limits.waiting : limits.going;
  }

  /** Prints. */
  print(text: string): void {
    this.#left -= text.length;
    if (this.#left < 0) throw new Pass("awk output limit");
    this.#out += text;
  }

  /** Prints to standard error. */
  complain(text: string): void {
    // part of it is out by then
    if (this.#out.length >= bufferSize) throw new Pass("order of long outputs");
    this.#left -= text.length;
    if (this.#left < 0) throw new Pass("awk output limit");
    this.#err += text;
  }

  /** All of it, with an exit status. */
  answer(code: number): Answer {
    return { code, stdout: bytesOfLatin1(this.#out), stderr: bytesOfLatin1(this.#err) };
  }
}
