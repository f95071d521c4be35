// SPDX-License-Identifier: Apache-2.0

/** What a command prints and complains of, kept in the order of writing. @module */
import { bytesOfLatin1, encode, latin1 } from "./text.ts";
import type { Answer } from "./types.ts";

/** Both outputs of a command that writes what it has printed before each message (error(3)). */
export class Transcript {
  #out = "";
  #err = "";
  #both = "";

  /** Prints bytes, one character each. */
  print(bytes: string): void {
    this.#out += bytes;
    this.#both += bytes;
  }

  /** Prints text. */
  printText(text: string): void {
    this.print(latin1(encode(text)));
  }

  /** Writes a line of text to standard error. */
  complain(message: string): void {
    const bytes = latin1(encode(`${message}\n`));
    this.#err += bytes;
    this.#both += bytes;
  }

  /** Adds what another command wrote in between. */
  add({ stdout, stderr, merged }: Answer): void {
    const [out, err] = [latin1(stdout), latin1(stderr)];
    this.#out += out;
    this.#err += err;
    this.#both += merged ? latin1(merged) : err + out;
  }

  /** Whether there was anything to complain of. */
  get hasComplaints(): boolean {
    return this.#err !== "";
  }

  /** All of it, with an exit status. */
  answer(code: number): Answer {
    const stdout = bytesOfLatin1(this.#out);
    const stderr = bytesOfLatin1(this.#err);
    // with one of them alone there is no order
    if (stdout.length === 0 || stderr.length === 0) return { code, stdout, stderr };
    return { code, stdout, stderr, merged: bytesOfLatin1(this.#both) };
  }
}
