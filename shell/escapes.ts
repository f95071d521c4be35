// SPDX-License-Identifier: Apache-2.0

/**
 * Escapes of dash's printf and echo (src/bltin/printf.c, with Debian's `\e`), and those that bash has
 * alike. Texts are bytes, one character each.
 *
 * @module
 */
import { plainEscapes } from "../lookups/directive.ts";
import { Pass } from "../lookups/types.ts";
import type { ShellName } from "./builtin_call.ts";

/** An argument whose escapes were interpreted. */
export interface Interpreted {
  /** What it became. */
  readonly text: string;
  /** Whether `\c` in it ends all output. */
  readonly isLast: boolean;
}

/** What a backslash and the text behind it become, and how much of that text they take. */
export function escape(rest: string, shell: ShellName): [text: string, length: number] {
  const octal = /^[0-7]{1,3}/.exec(rest);
  if (octal) return [String.fromCharCode(parseInt(octal[0], 8) & 0xff), octal[0].length];
  const letter = rest[0] ?? "";
  const shown = letter === "e" ? "\x1b" : plainEscapes[letter];
  if (shown !== undefined) return [shown, 1];
  if (shell === "bash") throw new Pass("builtin printf escape");
  return ["\\", 0];
}

/** The argument of `%b`: octal numbers have a zero before them. */
export function interpret(text: string, shell: ShellName): Interpreted {
  let shown = "";
  for (let at = 0; at < text.length;) {
    if (text[at] !== "\\") {
      shown += text[at++]!;
      continue;
    }
    const rest = text.slice(at + 1);
    if (rest[0] === "c") return { text: shown, isLast: true };
    const zero = /^0[0-7]/.test(rest) ? 1 : 0;
    const [one, length] = escape(rest.slice(zero), shell);
    shown += one;
    at += 1 + zero + length;
  }
  return { text: shown, isLast: false };
}

/** The arguments of `echo -e` of bash; undefined where they have escapes that are not reproduced. */
export function interpretAsBash(text: string): Interpreted | undefined {
  let shown = "";
  for (let at = 0; at < text.length;) {
    if (text[at] !== "\\") {
      shown += text[at++]!;
      continue;
    }
    const rest = text.slice(at + 1);
    if (rest[0] === "c") return { text: shown, isLast: true };
    // characters by their number in Unicode depend on the locale
    if (/^[uU]/.test(rest)) return undefined;
    const [number] = /^(0[0-7]{0,3}|x[0-9a-fA-F]{1,2})/.exec(rest) ?? [];
    if (number !== undefined) {
      const code = number.startsWith("x") ? parseInt(number.slice(1), 16) : parseInt(number, 8);
      shown += String.fromCharCode(code & 0xff);
      at += 1 + number.length;
      continue;
    }
    const letter = rest[0] ?? "";
    const plain = /[eE]/.test(letter) ? "\x1b" : plainEscapes[letter];
    shown += plain ?? `\\${letter}`;
    at += 1 + letter.length;
  }
  return { text: shown, isLast: false };
}
