// SPDX-License-Identifier: Apache-2.0

/** printf(1) of GNU coreutils, not a shell's own (src/printf.c). @module */
import { buildRules } from "./build.ts";
import { layInteger, type Layout, layText, parseInteger, plainEscapes } from "./directive.ts";
import { type Binary, binaryOf, layBinary } from "./fraction.ts";
import { programName, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale, requirePlain } from "./locale.ts";
import { parseLongDouble, requireLongDouble } from "./long_double.ts";
import { quote } from "./quote.ts";
import { bytesOfLatin1, decode, decodeExactly, encode, latin1 } from "./text.ts";
import { Transcript } from "./transcript.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";
import { isSince } from "./versions.ts";

function answer(call: Call, host: Host): Answer {
  const { args } = call;
  if (args.length === 1 && /^--(help|version)$/.test(args[0]!)) {
    throw new Pass(`option ${args[0]}`);
  }
  const operands = args[0] === "--" ? args.slice(1) : args;
  if (operands.length === 0) {
    locale(call, host);
    return usageError(call, "missing operand");
  }
  const printing = new Printing(operands, call, host);
  try {
    return printing.transcript.answer(printing.run());
  } catch (thrown) {
    if (thrown instanceof Exit) return printing.transcript.answer(thrown.code);
    throw thrown;
  }
}

/** Thrown where the command ends half-way. */
class Exit {
  readonly code: number;

  constructor(code: number) {
    this.code = code;
  }
}

const allLetters = "aAcdeEfFgGiosuxX";
/** The letters that a flag forbids. */
const forbidden: Readonly<Record<string, string>> = {
  "#": "cdisu",
  "0": "cs",
  "'": "aAceEosxX",
  I: "aAceEosxX",
};

class Printing {
  readonly transcript: Transcript = new Transcript();
  readonly #format: string;
  readonly #args: readonly string[];
  readonly #call: Call;
  readonly #host: Host;
  /** The next argument. */
  #next = 0;
  #code = 0;

  constructor([format, ...args]: readonly string[], call: Call, host: Host) {
    this.#format = latin1(encode(format!));
    this.#args = args.map((each) => latin1(encode(each)));
    this.#call = call;
    this.#host = host;
  }

  run(): number {
    let before: number;
    do {
      before = this.#next;
      this.#once();
    } while (this.#next > before && this.#next < this.#args.length);
    const excess = this.#args[this.#next];
    if (excess !== undefined) {
      this.#complain(`warning: ignoring excess arguments, starting with ${this.#quoted(excess)}`);
    }
    return this.#code;
  }

  #once(): void {
    const format = this.#format;
    for (let at = 0; at < format.length;) {
      if (format[at] === "\\") at = this.#escape(format, at, false);
      else if (format[at] !== "%") this.transcript.print(format[at++]!);
      else if (format[at + 1] === "%") {
        this.transcript.print("%");
        at += 2;
      } else at = this.#directive(at);
    }
  }

  /** Prints one directive, and gives where it ends. */
  #directive(start: number): number {
    const format = this.#format;
    const letter = format[start + 1];
    if (letter === "b") {
      const text = this.#take() ?? "";
      for (let at = 0; at < text.length;) {
        if (text[at] === "\\") at = this.#escape(text, at, true);
        else this.transcript.print(text[at++]!);
      }
      return start + 2;
    }
    if (letter === "q") {
      const text = this.#take();
      if (text !== undefined) this.transcript.print(shellQuoted(text));
      return start + 2;
    }
    const { layout, refused, end } = this.#layout(start + 1);
    const found = format[end] ?? "";
    if (found === "" || !allLetters.includes(found) || refused.includes(found)) {
      this.#requireNoIndex(start, end);
      const shown = decodeExactly(bytesOfLatin1(format.slice(start, end + 1)));
      if (shown === undefined) throw new Pass("argument outside UTF-8");
      this.#fail(`${shown}: invalid conversion specification`);
    }
    // what groups digits is the locale's business
    if (/['I]/.test(layout.flags)) throw new Pass("printf flag");
    if (/[aA]/.test(found)) throw new Pass("printf of a hexadecimal fraction");
    this.transcript.print(this.#converted(found, layout));
    return end + 1;
  }

  #converted(letter: string, layout: Layout): string {
    if (letter === "s") return layText(layout, this.#take() ?? "");
    if (letter === "c") return layText(layout, this.#take()?.[0] ?? "\0");
    const text = this.#take();
    if (/[eEfFgG]/.test(letter)) {
      requirePlain(this.#call, this.#host, "LC_NUMERIC");
      return layBinary(layout, letter, this.#fraction(text ?? "0"));
    }
    const type = letter === "d" || letter === "i" ? "signed" : "unsigned";
    return layInteger(layout, letter, text === undefined ? 0n : this.#number(text, type));
  }

  #layout(start: number): { layout: Layout; refused: string; end: number } {
    const format = this.#format;
    let at = start;
    while ("-+ #0'I".includes(format[at] ?? "x")) at++;
    const flags = format.slice(start, at);
    let refused = [...flags].map((flag) => forbidden[flag] ?? "").join("");
    let width: number;
    let precision: number | undefined;
    [width, at] = this.#amount(at, "field width");
    if (format[at] === ".") {
      refused += "c";
      [precision, at] = this.#amount(at + 1, "precision");
    }
    while ("lLhjtz".includes(format[at] ?? "x")) at++;
    return { layout: { flags, width, precision }, refused, end: at };
  }

  /** Digits, or `*` for an argument; and where they end. */
  #amount(at: number, what: "field width" | "precision"): [amount: number, end: number] {
    const [whole, digits = "0"] = /^\*|^([0-9]*)/.exec(this.#format.slice(at))!;
    if (whole !== "*") return [Number(digits), at + whole.length];
    this.#requireNoIndex(at, at + 1 + /^[0-9]*/.exec(this.#format.slice(at + 1))![0].length);
    const text = this.#take();
    const value = text === undefined ? 0n : this.#number(text, "signed");
    const isBelow = value < -(2n ** 31n);
    if (value > 2n ** 31n - 1n || (isBelow && what === "field width")) {
      this.#fail(`invalid ${what}: ${this.#quoted(text!)}`);
    }
    return [isBelow ? -1 : Number(value), at + 1];
  }

  /** `%2$s` names its argument, since coreutils 9.6. */
  #requireNoIndex(start: number, end: number): void {
    const isIndex = /^[%*][0-9]+\$/.test(this.#format.slice(start, end + 1));
    if (isIndex && isSince(6, this.#call)) throw new Pass("printf index");
  }

  #take(): string | undefined {
    return this.#next < this.#args.length ? this.#args[this.#next++] : undefined;
  }

  /** The number of an argument, with a complaint where it is not quite one. */
  #number(text: string, type: "signed" | "unsigned"): bigint {
    if (/^['"]./s.test(text)) return this.#character(text.slice(1));
    const { value, end, isBeyond } = parseInteger(text, type);
    if (isBeyond) this.#object(`${this.#quoted(text)}: Numerical result out of range`);
    else this.#requireWhole(text, end);
    return value;
  }

  /** The number of an argument as printf computes with it, a long double. */
  #fraction(text: string): Binary {
    requireLongDouble(this.#call, this.#host);
    if (/^['"]./s.test(text)) return binaryOf(Number(this.#character(text.slice(1))));
    const { value, end } = parseLongDouble(text);
    this.#requireWhole(text, end);
    return value;
  }

  /** Complains where an argument is no number, or more than that. */
  #requireWhole(text: string, end: number): void {
    // an empty argument was 0, and has been none since coreutils 9.5
    if (text === "" && !isSince(5, this.#call)) return;
    if (end === 0) this.#object(`${this.#quoted(text)}: expected a numeric value`);
    else if (end < text.length) {
      this.#object(`${this.#quoted(text)}: value not completely converted`);
    }
  }

  /** `'a`: the number of a character. */
  #character(text: string): bigint {
    const { utf8 } = locale(this.#call, this.#host);
    const [first] = utf8 ? decode(bytesOfLatin1(text)) : text;
    const rest = text.slice(utf8 ? encode(first!).length : 1);
    if (rest !== "" && this.#call.env.get("POSIXLY_CORRECT") === undefined) {
      // what is left may be half of a character
      if (/[^\x20-\x7e]/.test(rest)) throw new Pass("argument outside ASCII");
      const ignored = "character(s) following character constant have been ignored";
      this.#complain(`warning: ${rest}: ${ignored}`);
    }
    return BigInt(first!.codePointAt(0)!);
  }

  /** Prints an escape, and gives where it ends. */
  #escape(text: string, at: number, inArgument: boolean): number {
    const rest = text.slice(at + 1);
    const letter = rest[0] ?? "";
    if (letter === "x") {
      const [digits] = /^[0-9a-fA-F]{0,2}/.exec(rest.slice(1))!;
      if (digits === "") this.#fail("missing hexadecimal number in escape");
      this.transcript.print(String.fromCharCode(parseInt(digits, 16)));
      return at + 2 + digits.length;
    }
    // %b has a zero before them
    const octal = (inArgument ? /^0?([0-7]{0,3})/ : /^([0-7]{1,3})/).exec(rest);
    if (octal && octal[0] !== "") {
      this.transcript.print(String.fromCharCode(parseInt(octal[1] || "0", 8) & 0xff));
      return at + 1 + octal[0].length;
    }
    if (letter === "c") throw new Exit(0);
    if (letter === "u" || letter === "U") return this.#unicode(letter, rest, at);
    const shown = letter === '"' ? '"' : letter === "e" ? "\x1b" : plainEscapes[letter];
    this.transcript.print(shown ?? `\\${letter}`);
    return at + 1 + letter.length;
  }

  #unicode(letter: "u" | "U", rest: string, at: number): number {
    const length = letter === "u" ? 4 : 8;
    const digits = rest.slice(1, 1 + length);
    if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length < length) {
      this.#fail("missing hexadecimal number in escape");
    }
    const code = parseInt(digits, 16);
    const isBasic = this.#call.build === "debian-12" && code <= 0x9f &&
      ![0x24, 0x40, 0x60].includes(code);
    if (isBasic || (code >= 0xd800 && code <= 0xdfff)) {
      this.#fail(`invalid universal character name \\${letter}${digits.toLowerCase()}`);
    }
    if (this.#call.build === "unknown") throw new Pass("build unknown");
    const { utf8 } = locale(this.#call, this.#host);
    if (code === 0 || code > 0x10ffff || (code > 0x7f && !utf8)) throw new Pass("printf \\u");
    this.transcript.print(latin1(encode(String.fromCodePoint(code))));
    return at + 2 + length;
  }

  #quoted(text: string): string {
    return quote(text, locale(this.#call, this.#host));
  }

  #complain(message: string): void {
    locale(this.#call, this.#host);
    this.transcript.complain(`${programName(this.#call)}: ${message}`);
  }

  #object(message: string): void {
    this.#complain(message);
    this.#code = 1;
  }

  #fail(message: string): never {
    this.#complain(message);
    throw new Exit(1);
  }
}

/** A word for a shell (gnulib quotearg, shell_escape_quoting_style). */
function shellQuoted(text: string): string {
  if (text === "") return "''";
  if (/[^ -~]|['\\]/.test(text)) throw new Pass("argument with a special character");
  const isPlain = /^[A-Za-z0-9_%+,./:@\]{}-][A-Za-z0-9_%+,./:@\]{}~#-]*$/.test(text);
  return isPlain && text !== "{" && text !== "}" ? text : `'${text}'`;
}

/** printf(1) */
export const printf: LookupEntry = {
  name: "printf",
  package: "coreutils",
  presumed: true,
  rules: buildRules,
  summary: "every escape and directive; decimal fractions on x86-64",
  source: "its arguments",
  answer,
};
