// SPDX-License-Identifier: Apache-2.0

/**
 * Patterns of the shell and of fnmatch(3): `*`, `?`, `[…]`. A backslash stands before what is only
 * itself.
 *
 * @module
 */
import { Pass } from "./types.ts";

type Token =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "star" }
  /** `?`, or a set of characters. */
  | { readonly kind: "one"; readonly has: (char: string) => boolean };

/** A pattern that was read. */
export interface Pattern {
  /** What it consists of. */
  readonly tokens: readonly Token[];
  /** Whether it is one at all, and not only a text. */
  readonly isMagic: boolean;
}

/** Reads a pattern. */
export function readPattern(text: string): Pattern {
  const tokens: Token[] = [];
  let plain = "";
  const flush = () => {
    if (plain !== "") tokens.push({ kind: "text", text: plain });
    plain = "";
  };
  for (let at = 0; at < text.length;) {
    const char = text[at]!;
    if (char === "*") {
      flush();
      tokens.push({ kind: "star" });
      at++;
    } else if (char === "?") {
      flush();
      tokens.push({ kind: "one", has: () => true });
      at++;
    } else if (char === "[") {
      const set = readSet(text, at);
      if (set) {
        flush();
        tokens.push({ kind: "one", has: set.has });
        at = set.end;
      } else {
        plain += char;
        at++;
      }
    } else {
      const isEscape = char === "\\" && at + 1 < text.length;
      plain += isEscape ? text[at + 1]! : char;
      at += isEscape ? 2 : 1;
    }
  }
  flush();
  const isMagic = tokens.some(({ kind }) => kind !== "text");
  // how many characters these bytes are depends on the shell and its locale
  if (tokens.some(({ kind }) => kind === "one") && /[^\0-\x7f]/.test(text)) {
    throw new Pass("shell pattern outside ASCII");
  }
  return { tokens, isMagic };
}

const classes: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /[^ -~]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t-\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

/** Reads a set of characters; undefined where it has no end, and the bracket is only itself. */
function readSet(
  text: string,
  start: number,
): { has: (char: string) => boolean; end: number } | undefined {
  let at = start + 1;
  const inverted = text[at] === "!" || text[at] === "^";
  // only `!` is the standard's
  if (text[at] === "^") throw new Pass("shell pattern");
  if (inverted) at++;
  const tests: ((char: string) => boolean)[] = [];
  const first = at;
  while (true) {
    let char = text[at];
    if (char === undefined) return undefined;
    if (char === "]" && at > first) break;
    if (char === "[" && /[:.=]/.test(text[at + 1] ?? "")) {
      const [whole, name] = /^\[:([a-z]+):\]/.exec(text.slice(at)) ?? [];
      const members = name === undefined ? undefined : classes[name];
      if (!members) throw new Pass("shell pattern class");
      tests.push((one) => members.test(one));
      at += whole!.length;
      continue;
    }
    if (char === "\\") char = text[++at];
    if (char === undefined || char === "/") throw new Pass("shell pattern");
    at++;
    if (text[at] === "-" && text[at + 1] !== undefined && text[at + 1] !== "]") {
      let last = text[at + 1]!;
      at += 2;
      if (last === "\\") last = text[at++] ?? "";
      // backwards, or with a class at its end
      if (last === "" || last === "[" || last < char) throw new Pass("shell pattern range");
      const from = char;
      tests.push((one) => from <= one && one <= last);
    } else {
      const member = char;
      tests.push((one) => one === member);
    }
  }
  return { has: (char) => tests.some((test) => test(char)) !== inverted, end: at + 1 };
}

/** Whether a pattern matches the whole of a text. */
export function matches({ tokens }: Pattern, text: string): boolean {
  if (tokens.some(({ kind }) => kind === "one") && /[^\0-\x7f]/.test(text)) {
    throw new Pass("shell pattern outside ASCII");
  }
  let token = 0;
  let at = 0;
  // where the last star stands, and how far it reaches
  let star = -1;
  let reach = 0;
  while (true) {
    const current = tokens[token];
    if (!current && at === text.length) return true;
    if (current?.kind === "star") {
      star = token++;
      reach = at;
      continue;
    }
    if (current?.kind === "text" && text.startsWith(current.text, at)) {
      token++;
      at += current.text.length;
      continue;
    }
    if (current?.kind === "one" && at < text.length && current.has(text[at]!)) {
      token++;
      at++;
      continue;
    }
    if (star < 0 || reach >= text.length) return false;
    at = ++reach;
    token = star + 1;
  }
}
