// SPDX-License-Identifier: Apache-2.0

/** `env -S`: a text split into arguments (coreutils src/env.c, build_argv). @module */
import type { Shown } from "./variable.ts";
import { shownVariable } from "./variable.ts";

/** Thrown where a text cannot be split. */
export class SplitError {
  /** What is wrong. */
  readonly message: string;

  /** Creates an error. */
  constructor(message: string) {
    this.message = message;
  }
}

const controls: Readonly<Record<string, string>> = {
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** Splits a text; `${NAME}` is taken from the environment as far as it may be shown. */
export function splitText(text: string, around: Shown): string[] {
  const words: string[] = [];
  let separated = true;
  let open: "" | "'" | '"' = "";
  const add = (piece: string) => {
    if (separated) words.push("");
    separated = false;
    words[words.length - 1] += piece;
  };
  for (let at = 0; at < text.length;) {
    const char = text[at]!;
    if ((char === "'" || char === '"') && (open === "" || open === char)) {
      open = open === "" ? char : "";
      add("");
      at++;
    } else if (/[ \t\n\v\f\r]/.test(char) && open === "") {
      separated = true;
      at++;
    } else if (char === "#" && separated) break;
    else if (char === "\\" && (open !== "'" || /^['\\]/.test(text.slice(at + 1)))) {
      const letter = text[at + 1];
      at += 2;
      if (letter === "_" && open === "") separated = true;
      else if (letter === "c") {
        if (open === '"') {
          throw new SplitError("'\\c' must not appear in double-quoted -S string");
        }
        open = "";
        break;
      } else add(escaped(letter));
    } else if (char === "$" && open !== "'") {
      const [whole, name] = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}/.exec(text.slice(at)) ?? [];
      if (whole === undefined) {
        const rest = text.slice(at);
        throw new SplitError(`only \${VARNAME} expansion is supported, error at: ${rest}`);
      }
      const value = shownVariable(name!, around);
      if (value !== undefined) add(value);
      at += whole.length;
    } else {
      add(char);
      at++;
    }
  }
  if (open !== "") throw new SplitError("no terminating quote in -S string");
  return words;
}

function escaped(letter: string | undefined): string {
  if (letter === undefined) throw new SplitError("invalid backslash at end of string in -S");
  if (letter === "_") return " ";
  if (`"#$'\\`.includes(letter)) return letter;
  const control = controls[letter];
  if (control === undefined) throw new SplitError(`invalid sequence '\\${letter}' in -S`);
  return control;
}
