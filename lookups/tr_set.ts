// SPDX-License-Identifier: Apache-2.0

/** The sets of characters that tr(1) takes: `a-z`, `[:upper:]`, `\012`, `[x*3]`. @module */
import { plainEscapes } from "./directive.ts";
import { Pass } from "./types.ts";

/** A set: its characters in order, and what is known of how they came in. */
export interface CharacterSet {
  /** One character per byte. */
  readonly text: string;
  /** Where classes of letters of one case begin. */
  readonly caseAt: readonly number[];
  /** Whether other classes, or equivalences, are within. */
  readonly hasClass: boolean;
  /** Whether a class is what it ends with. */
  readonly endsWithClass: boolean;
  /** Where a repetition without a count stands: as many as are needed. */
  readonly fillAt: number | undefined;
  /** Whether anything is repeated. */
  readonly repeats: boolean;
}

const isIn: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  // deno-lint-ignore no-control-regex
  cntrl: /[\x00-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[\t-\r ]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

/** Every byte in ascending order. */
export const everyByte: string = String.fromCharCode(...Array(256).keys());

/** A character that was written, and whether a backslash took its special meaning away. */
type Written = readonly [character: string, escaped: boolean];

/** Reads a set of one character per byte; what is no set, or warned of, passes. */
export function parseSet(source: string): CharacterSet {
  const written = unescape(source);
  let text = "";
  let [hasClass, endsWithClass, repeats] = [false, false, false];
  let fillAt: number | undefined;
  const caseAt: number[] = [];
  const is = (at: number, special: string) =>
    written[at]?.[0] === special && written[at]?.[1] === false;
  for (let at = 0; at < written.length;) {
    const character = written[at]![0];
    endsWithClass = false;
    const construct = is(at, "[") && at + 2 < written.length ? bracketed(written, at) : undefined;
    if (construct?.kind === "class") {
      const letters = everyByte.match(new RegExp(isIn[construct.name]!, "g"))!.join("");
      if (construct.name === "lower" || construct.name === "upper") caseAt.push(text.length);
      else hasClass = true;
      text += letters;
      endsWithClass = true;
      at = construct.end;
    } else if (construct) {
      repeats = true;
      if (construct.count > 0) text += construct.character.repeat(construct.count);
      else if (fillAt !== undefined) throw new Pass("set");
      else {
        fillAt = text.length;
        text += construct.character;
      }
      at = construct.end;
    } else if (is(at + 1, "-") && at + 2 < written.length) {
      const last = written[at + 2]![0];
      if (character > last) throw new Pass("set");
      text += everyByte.slice(character.charCodeAt(0), last.charCodeAt(0) + 1);
      at += 3;
    } else {
      text += character;
      at++;
    }
  }
  return { text, caseAt, hasClass, endsWithClass, fillAt, repeats };
}

function unescape(source: string): Written[] {
  return source.match(/\\[0-7]{1,3}|\\[^]|[^]/g)?.map((each): Written => {
    if (each === "\\") throw new Pass("set");
    if (!each.startsWith("\\")) return [each, false];
    const letter = each.slice(1);
    if (!/^[0-7]/.test(letter)) return [plainEscape(letter), true];
    const code = parseInt(letter, 8);
    // two digits and a third that is not one of it, with a warning
    if (code > 0xff) throw new Pass("set");
    return [String.fromCharCode(code), true];
  }) ?? [];
}

function plainEscape(letter: string): string {
  return "abfnrtv\\".includes(letter) ? plainEscapes[letter]! : letter;
}

type Construct =
  | { readonly kind: "class"; readonly name: string; readonly end: number }
  | { readonly kind: "repeat"; character: string; count: number; readonly end: number };

/** `[:class:]`, or `[x*3]`; undefined where the bracket is only a bracket. */
function bracketed(written: readonly Written[], at: number): Construct | undefined {
  const isPlain = written.every(([, escaped]) => !escaped);
  const rest = written.slice(at).map(([character]) => character).join("");
  const name = /^\[:([a-z]+):\]/.exec(rest)?.[1];
  const repeat = /^\[([^])\*([^\]]*)\]/.exec(rest);
  const isSpecial = /^\[[:=]/.test(rest) && /^\[[:=][^]*[:=]\]/.test(rest);
  if (!isSpecial && !repeat) return undefined;
  if (name !== undefined && name in isIn && isPlain) {
    return { kind: "class", name, end: at + name.length + 4 };
  }
  // equivalences, unknown classes, and special characters that are escaped within
  if (isSpecial || !repeat) throw new Pass("set");
  const digits = repeat[2]!;
  const isBare = written.slice(at + 2, at + repeat[0].length).every(([, escaped]) => !escaped);
  const count = parseInt(digits || "0", digits.startsWith("0") ? 8 : 10);
  if (!isBare || count > 4096 || !/^(0[0-7]*|[1-9][0-9]*|)$/.test(digits)) {
    throw new Pass("set");
  }
  return { kind: "repeat", character: repeat[1]!, count, end: at + repeat[0].length };
}
