// SPDX-License-Identifier: Apache-2.0

/** echo(1) of GNU coreutils, not a shell's own (src/echo.c). @module */
import { bytesOfLatin1, encode, latin1, nothing } from "./text.ts";
import type { Answer, Call, LookupEntry } from "./types.ts";

function answer(call: Call): Answer | undefined {
  const { args } = call;
  if (args.length === 1 && /^--(help|version)$/.test(args[0]!)) return undefined;
  if (call.env.get("POSIXLY_CORRECT") !== undefined) return undefined;
  let at = 0;
  let escapes = false;
  let newline = true;
  for (; /^-[neE]+$/.test(args[at] ?? ""); at++) {
    for (const letter of args[at]!) {
      if (letter === "n") newline = false;
      else if (letter !== "-") escapes = letter === "e";
    }
  }
  let text = latin1(encode(args.slice(at).join(" ")));
  if (escapes) {
    const end = cut(text);
    if (end !== undefined) newline = false;
    text = interpret(end === undefined ? text : text.slice(0, end));
  }
  return { code: 0, stdout: bytesOfLatin1(newline ? `${text}\n` : text), stderr: nothing };
}

const escape = /\\(?:0([0-7]{1,3})|([0-7]{1,3})|x([0-9a-fA-F]{1,2})|([abcefnrtv\\]))/g;

/** Where `\c` ends all output. */
function cut(text: string): number | undefined {
  for (const match of text.matchAll(escape)) if (match[4] === "c") return match.index;
  return undefined;
}

function interpret(text: string): string {
  return text.replace(escape, (_, zero?: string, octal?: string, hex?: string, letter?: string) => {
    if (letter !== undefined) return letters[letter as keyof typeof letters];
    const code = hex === undefined ? parseInt(zero ?? octal!, 8) : parseInt(hex, 16);
    return String.fromCharCode(code & 0xff);
  });
}

const letters = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};

/** echo(1) */
export const echo: LookupEntry = {
  name: "echo",
  package: "coreutils",
  presumed: true,
  rules: [],
  summary: "every option",
  source: "its arguments",
  answer,
};
