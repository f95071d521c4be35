// SPDX-License-Identifier: Apache-2.0

/** `read` of dash, and what bash's does alike. @module */
import { decodeExactly, failed, nothing } from "../lookups/text.ts";
import { type Answer, Pass } from "../lookups/types.ts";
import type { BuiltinCall } from "./builtin_call.ts";
import type { Source } from "./output.ts";
import { defaultSeparators } from "./variables.ts";

/** Runs the builtin: `read [-r] NAME…`. */
export function read(call: BuiltinCall): Answer {
  const { args, variables, source } = call;
  const isRaw = args[0] === "-r";
  const names = isRaw ? args.slice(1) : args;
  if (names.length === 0 || !names.every((name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name))) {
    throw new Pass("builtin read");
  }
  const { chars, isWhole } = taken(source, isRaw);
  const separators = variables.changed("IFS")?.value ?? defaultSeparators;
  // each shell has its own view of other separators at the end
  if (hasForeignEnd(chars, separators)) throw new Pass("builtin read of separators");
  const values = split(chars, names.length, separators);
  names.forEach((name, index) => variables.set(name, values[index] ?? ""));
  return failed(isWhole ? 0 : 1, "");
}

/** A character that was read, and whether a backslash protects it from being split at. */
interface Char {
  readonly text: string;
  readonly isProtected: boolean;
}

/** A line without its end; a backslash before that joins the next one. */
function taken(source: Source, isRaw: boolean): { chars: Char[]; isWhole: boolean } {
  const chars: Char[] = [];
  while (true) {
    const text = decodeExactly(source.line() ?? nothing);
    if (text === undefined || text.includes("\0")) throw new Pass("builtin read of bytes");
    const isWhole = text.endsWith("\n");
    let joins = false;
    for (let at = 0; at < text.length - Number(isWhole); at++) {
      const isEscape = text[at] === "\\" && !isRaw;
      if (isEscape) at++;
      const char = text[at];
      // what a backslash at the end of everything is, each shell has its own view of
      if (char === undefined) throw new Pass("builtin read of a backslash");
      if (isEscape && char === "\n") joins = true;
      else chars.push({ text: char, isProtected: isEscape });
    }
    if (!joins) return { chars, isWhole };
  }
}

function hasForeignEnd(chars: readonly Char[], separators: string): boolean {
  const last = chars.findLast(({ text, isProtected }) => isProtected || !/[ \t\n]/.test(text));
  return last !== undefined && !last.isProtected && separators.includes(last.text);
}

/** The fields of a line: the last one takes all that is left. */
function split(chars: readonly Char[], count: number, separators: string): string[] {
  const isSeparator = ({ text, isProtected }: Char) => !isProtected && separators.includes(text);
  const isSpace = (char: Char) => /[ \t\n]/.test(char.text) && isSeparator(char);
  const shown = (from: number, to: number) =>
    chars.slice(from, to).map(({ text }) => text).join("");
  const values: string[] = [];
  let at = 0;
  const skipSpaces = () => {
    while (at < chars.length && isSpace(chars[at]!)) at++;
  };
  skipSpaces();
  while (values.length < count - 1 && at < chars.length) {
    const start = at;
    while (at < chars.length && !isSeparator(chars[at]!)) at++;
    values.push(shown(start, at));
    skipSpaces();
    // white space around another separator is part of it
    if (at < chars.length && isSeparator(chars[at]!)) {
      at++;
      skipSpaces();
    }
  }
  let end = chars.length;
  while (end > at && isSpace(chars[end - 1]!)) end--;
  values.push(shown(at, end));
  return values;
}
