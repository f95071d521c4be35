// SPDX-License-Identifier: Apache-2.0

/** What a word becomes once its parts have values: its fields. @module */
import type { ShellName } from "./builtin_call.ts";
import { escaped } from "./pattern.ts";

/** A piece of an expanded word. */
export interface Piece {
  readonly text: string;
  /** Whether it is split at the separators. */
  readonly isSplit: boolean;
  /** Whether its pattern characters make a pattern. */
  readonly isActive: boolean;
  /** Whether it makes a field even where it is empty: it had quotes. */
  readonly exists: boolean;
}

/** The border between two parameters of `"$@"`. */
export const border = "border";

/** One field. */
export interface Field {
  /** As it is where it is no pattern, or nothing matches. */
  readonly text: string;
  /** As a pattern: a backslash before what is only itself. */
  readonly pattern: string;
}

/** A piece of quoted text, or of text that nothing is done with. */
export function inert(text: string, exists = true): Piece {
  return { text, isSplit: false, isActive: false, exists };
}

/** Splits pieces into fields at the characters of IFS. */
export function fieldsOf(
  pieces: readonly (Piece | typeof border)[],
  separators: string,
  shell: ShellName,
): Field[] {
  const splitting = new Splitting(separators, shell);
  for (const piece of pieces) splitting.take(piece);
  splitting.end();
  return splitting.fields;
}

class Splitting {
  readonly fields: Field[] = [];
  readonly #separators: string;
  readonly #shell: ShellName;
  #current: { text: string; pattern: string } | undefined;
  /** Whether white space ended the last field, so that a separator behind it is the same one. */
  #afterSpace = false;

  constructor(separators: string, shell: ShellName) {
    this.#separators = separators;
    this.#shell = shell;
  }

  take(piece: Piece | typeof border): void {
    if (piece === border) {
      // what stands on either side exists
      this.#field();
      return this.end();
    }
    const { text, isSplit, isActive, exists } = piece;
    if (exists) this.#field();
    if (!isSplit) return this.#add(text, isActive);
    // dash looks at each expansion by itself
    if (this.#shell === "sh") this.#afterSpace = false;
    let plain = "";
    for (const char of text) {
      if (!this.#separators.includes(char)) {
        plain += char;
        continue;
      }
      this.#add(plain, isActive);
      plain = "";
      this.#separate(/[ \t\n]/.test(char));
    }
    this.#add(plain, isActive);
  }

  #separate(isSpace: boolean): void {
    if (isSpace) {
      if (this.#current) {
        this.end();
        this.#afterSpace = true;
      }
      return;
    }
    if (!this.#current && this.#afterSpace) {
      this.#afterSpace = false;
      return;
    }
    this.#field();
    this.end();
  }

  #field(): { text: string; pattern: string } {
    this.#afterSpace = false;
    return this.#current ??= { text: "", pattern: "" };
  }

  #add(text: string, isActive: boolean): void {
    if (text === "") return;
    const field = this.#field();
    field.text += text;
    field.pattern += isActive ? text : escaped(text);
  }

  end(): void {
    if (this.#current) this.fields.push(this.#current);
    this.#current = undefined;
    this.#afterSpace = false;
  }
}
