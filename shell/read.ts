// SPDX-License-Identifier: Apache-2.0

/** `read` of dash, and what bash's does alike. @module */
import { concat, decodeExactly, failed } from "../lookups/text.ts";
import { type Answer, Pass } from "../lookups/types.ts";
import type { BuiltinCall } from "./builtin_call.ts";
import { defaultSeparators } from "./variables.ts";

/** Runs the builtin: `read [-r] NAME…`. */
export function read(call: BuiltinCall): Answer {
  const { args, variables, source } = call;
  const isRaw = args[0] === "-r";
  const names = isRaw ? args.slice(1) : args;
  if (names.length === 0 || !names.every((name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name))) {
    throw new Pass("builtin read");
  }
  const line = source.line();
  const text = decodeExactly(line ?? concat([]));
  if (text === undefined || text.includes("\0")) throw new Pass("builtin read of bytes");
  // what a backslash protects is not split
  if (!isRaw && text.includes("\\")) throw new Pass("builtin read of a backslash");
  const separators = variables.changed("IFS")?.value ?? defaultSeparators;
  // each shell has its own view of other separators at the end
  if (hasForeignEnd(text, separators)) {
    throw new Pass("builtin read of separators");
  }
  const values = split(text.replace(/\n$/, ""), names.length, separators);
  names.forEach((name, index) => variables.set(name, values[index] ?? ""));
  return failed(text.endsWith("\n") ? 0 : 1, "");
}

function hasForeignEnd(text: string, separators: string): boolean {
  const last = text.replace(/[ \t\n]+$/, "").at(-1);
  return last !== undefined && separators.includes(last);
}

/** The fields of a line: the last one takes all that is left. */
function split(text: string, count: number, separators: string): string[] {
  const isSpace = (char: string) => /[ \t\n]/.test(char) && separators.includes(char);
  const values: string[] = [];
  let at = 0;
  const skipSpaces = () => {
    while (at < text.length && isSpace(text[at]!)) at++;
  };
  skipSpaces();
  while (values.length < count - 1 && at < text.length) {
    const start = at;
    while (at < text.length && !separators.includes(text[at]!)) at++;
    values.push(text.slice(start, at));
    skipSpaces();
    // white space around another separator is part of it
    if (at < text.length && separators.includes(text[at]!)) {
      at++;
      skipSpaces();
    }
  }
  let end = text.length;
  while (end > at && isSpace(text[end - 1]!)) end--;
  values.push(text.slice(at, end));
  return values;
}
