// SPDX-License-Identifier: Apache-2.0

/** The lines of files, one after the other (sed/execute.c: read_pattern_space, test_eof). @module */

/** A line that was read. */
export interface Line {
  /** Its text, without its end. */
  readonly text: string;
  /** Whether it had one. */
  readonly isEnded: boolean;
}

/** Opens a file: its text, or undefined where it cannot be read. */
export type Open = (name: string) => string | undefined;

/** Lines of files, which are opened when they are needed. */
export class Lines {
  readonly #names: readonly string[];
  readonly #open: Open;
  readonly #delimiter: string;
  /** Whether each file has a last line of its own. */
  readonly #isSeparate: boolean;
  #opened = 0;
  #text = "";
  #at = 0;
  /** The number of the line that was read last. */
  number = 0;

  constructor(
    names: readonly string[],
    open: Open,
    { delimiter, isSeparate }: { delimiter: string; isSeparate: boolean },
  ) {
    this.#names = names;
    this.#open = open;
    this.#delimiter = delimiter;
    this.#isSeparate = isSeparate;
  }

  /** The name of the file that is open. */
  get name(): string {
    return this.#names[this.#opened - 1] ?? "-";
  }

  /**
   * The next line; undefined at the end of all.
   *
   * @param restart called where a file begins that has lines of its own
   */
  next(restart: () => void): Line | undefined {
    while (this.#at >= this.#text.length) {
      if (this.#opened === this.#names.length) return undefined;
      if (this.#opened === 0 || this.#isSeparate) {
        this.number = 0;
        restart();
      }
      this.#openNext();
    }
    this.number++;
    const end = this.#text.indexOf(this.#delimiter, this.#at);
    const isEnded = end >= 0;
    const text = this.#text.slice(this.#at, isEnded ? end : undefined);
    this.#at = isEnded ? end + 1 : this.#text.length;
    return { text, isEnded };
  }

  /** Whether there is no line behind this one, for which files may have to be opened. */
  get isLast(): boolean {
    while (this.#at >= this.#text.length) {
      if (this.#isSeparate || this.#opened === this.#names.length) return true;
      this.#openNext();
    }
    return false;
  }

  #openNext(): void {
    this.#text = this.#open(this.#names[this.#opened++]!) ?? "";
    this.#at = 0;
  }
}
