// SPDX-License-Identifier: Apache-2.0

/** Strings of terminfo(5) with numbers in them, as tparm(3) of ncurses fills them in. @module */
import { Pass } from "./types.ts";

/** How many parameters a string takes. */
export function countParameters(text: string): number {
  const numbers = [...text.matchAll(/%%|%p([1-9])/g)].map(([, number]) => Number(number ?? 0));
  return Math.max(0, ...numbers);
}

const token = /%(?:p([1-9])|\{(\d{1,9})\}|'([^])'|(0?)(\d{0,2})([doxX])|([^]))|[^%]+|%/g;

const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => b === 0 ? 0 : Math.trunc(a / b),
  "m": (a, b) => b === 0 ? 0 : a % b,
  "&": (a, b) => a & b,
  "|": (a, b) => a | b,
  "^": (a, b) => a ^ b,
  "=": (a, b) => a === b ? 1 : 0,
  "<": (a, b) => a < b ? 1 : 0,
  ">": (a, b) => a > b ? 1 : 0,
  "A": (a, b) => a !== 0 && b !== 0 ? 1 : 0,
  "O": (a, b) => a !== 0 || b !== 0 ? 1 : 0,
};

/** The string with its parameters; those that were not given are 0. */
export function fillIn(text: string, given: readonly number[]): string {
  const tokens = [...text.matchAll(token)];
  const parameters = Array.from({ length: 9 }, (_, index) => given[index] ?? 0);
  const stack: number[] = [];
  const pop = () => stack.pop() ?? 0;
  let shown = "";
  for (let at = 0; at < tokens.length; at++) {
    const [whole, parameter, constant, character, zero, width, base, letter] = tokens[at]!;
    if (!whole.startsWith("%")) shown += whole;
    else if (parameter !== undefined) stack.push(parameters[Number(parameter) - 1]!);
    else if (constant !== undefined) stack.push(Number(constant));
    else if (character !== undefined) stack.push(character.charCodeAt(0));
    else if (base !== undefined) shown += number(pop(), base).padStart(Number(width), zero || " ");
    else if (letter === undefined) throw new Pass("capability of another form");
    else if (letter === "%") shown += "%";
    else if (letter === "c") shown += String.fromCharCode((pop() || 0o200) & 0xff);
    else if (letter === "i") { for (const index of [0, 1]) parameters[index]!++; }
    else if (letter === "!") stack.push(pop() === 0 ? 1 : 0);
    else if (letter === "~") stack.push(~pop());
    else if (letter === "t") at = pop() === 0 ? skip(tokens, at, /^%[e;]$/) : at;
    else if (letter === "e") at = skip(tokens, at, /^%;$/);
    else if (letter in operators) {
      const last = pop();
      stack.push(operators[letter]!(pop(), last));
    } else if (letter !== "?" && letter !== ";") throw new Pass(`capability with %${letter}`);
  }
  return shown;
}

function number(value: number, base: string): string {
  // a number below 0 would be another one without its sign
  if (value < 0) throw new Pass("number below 0");
  if (base === "d") return String(value);
  const digits = value.toString(base === "o" ? 8 : 16);
  return base === "X" ? digits.toUpperCase() : digits;
}

/** The end of what is not to be shown, on the same level of conditions. */
function skip(tokens: readonly RegExpExecArray[], start: number, end: RegExp): number {
  let level = 0;
  for (let at = start + 1; at < tokens.length; at++) {
    const [whole] = tokens[at]!;
    if (level === 0 && end.test(whole)) return at;
    if (whole === "%?") level++;
    if (whole === "%;") level--;
  }
  return tokens.length;
}
