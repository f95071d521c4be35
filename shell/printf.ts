// SPDX-License-Identifier: Apache-2.0

/**
 * printf of dash (src/bltin/printf.c), and what bash's prints alike. Texts are bytes, one character
 * each.
 *
 * @module
 */
import { layInteger, type Layout, layText, parseInteger } from "../lookups/directive.ts";
import { bytesOfLatin1, encode, failed, latin1 } from "../lookups/text.ts";
import { type Answer, Pass } from "../lookups/types.ts";
import { type BuiltinCall, complaint } from "./builtin_call.ts";
import { escape, interpret } from "./escapes.ts";

/** Runs the builtin; throws a Pass where it is not reproduced. */
export function printf(call: BuiltinCall): Answer {
  const { args } = call;
  const [first = ""] = args;
  if (call.shell === "bash" && (args.length === 0 || /^-[^-]|^--./.test(first))) {
    throw new Pass("builtin printf options");
  }
  if (first.startsWith("-") && first !== "-" && first !== "--") {
    return failure(call, `Illegal option -${first[1]}`);
  }
  const [format, ...rest] = first === "--" ? args.slice(1) : args;
  if (format === undefined) return failure(call, "usage: printf format [arg ...]");
  const printing = new Printing(format, rest, call);
  printing.run();
  return printing.answer();
}

function failure(call: BuiltinCall, message: string): Answer {
  return failed(2, complaint(call, "printf", message));
}

/** What ends all output: `\c` in an argument, or an error. */
class Stop {}

/** Beyond it, dash writes what is printed before a message. */
const bufferSize = 1024;

class Printing {
  readonly #format: string;
  readonly #args: readonly string[];
  readonly #call: BuiltinCall;
  #next = 0;
  #out = "";
  #err = "";
  #code = 0;

  constructor(format: string, args: readonly string[], call: BuiltinCall) {
    this.#format = latin1(encode(format));
    this.#args = args.map((each) => latin1(encode(each)));
    this.#call = call;
  }

  run(): void {
    try {
      let before: number;
      do {
        before = this.#next;
        this.#once();
      } while (this.#next > before && this.#next < this.#args.length);
    } catch (thrown) {
      if (!(thrown instanceof Stop)) throw thrown;
    }
  }

  answer(): Answer {
    if (this.#err !== "") {
      // bash has other messages
      if (this.#call.shell === "bash") throw new Pass("builtin printf message");
      if (this.#out.length >= bufferSize) throw new Pass("order of long outputs");
    }
    return {
      code: this.#code,
      stdout: bytesOfLatin1(this.#out),
      stderr: bytesOfLatin1(this.#err),
    };
  }

  #once(): void {
    const format = this.#format;
    for (let at = 0; at < format.length;) {
      if (format[at] === "\\") {
        const [text, length] = escape(format.slice(at + 1), this.#call.shell);
        this.#out += text;
        at += 1 + length;
      } else if (format[at] !== "%") this.#out += format[at++]!;
      else if (format[at + 1] === "%") {
        this.#out += "%";
        at += 2;
      } else at = this.#directive(at);
    }
  }

  /** Prints one directive, and gives where it ends. */
  #directive(start: number): number {
    const format = this.#format;
    const [whole, flags, width, precision] = /^%([-+ #0]*)(\*|[*\d]*)(?:\.(\*|[*\d]*))?/.exec(
      format.slice(start),
    )!;
    const layout = {
      flags: flags!,
      width: this.#amount(width!),
      precision: precision === undefined ? undefined : this.#amount(precision),
    };
    const end = start + whole.length;
    const letter = format[end];
    if (letter === undefined) this.#fail("missing format character");
    const wide = layout.width !== 0 || layout.precision !== undefined;
    switch (letter) {
      case "b":
        this.#interpreted(this.#text(wide), layout);
        break;
      case "c":
        this.#out += layText({ ...layout, precision: undefined }, this.#text(wide)[0] ?? "\0");
        break;
      case "s":
        this.#out += layText(layout, this.#text(wide));
        break;
      case "d":
      case "i":
        this.#out += layInteger(layout, letter, this.#number("signed"));
        break;
      case "o":
      case "u":
      case "x":
      case "X":
        this.#out += layInteger(layout, letter, this.#number("unsigned"));
        break;
      default:
        if (/[aAeEfFgG]/.test(letter)) throw new Pass("builtin printf of a fraction");
        this.#fail(`${format.slice(start, end + 1)}: invalid directive`);
    }
    return end + 1;
  }

  #amount(text: string): number {
    // a second star is the C library's
    if (/\*./.test(text) || /\d\*/.test(text)) throw new Pass("builtin printf width");
    if (text !== "*") return Number(text);
    return Number(BigInt.asIntN(32, this.#number("signed")));
  }

  #interpreted(argument: string, layout: Layout): void {
    const { text, isLast } = interpret(argument, this.#call.shell);
    this.#out += layText(layout, text);
    if (isLast) throw new Stop();
  }

  #take(): string | undefined {
    return this.#next < this.#args.length ? this.#args[this.#next++] : undefined;
  }

  #text(wide: boolean): string {
    const text = this.#take() ?? "";
    // bash may count characters
    if (this.#call.shell === "bash" && wide && /[^\0-\x7f]/.test(text)) {
      throw new Pass("builtin printf width");
    }
    return text;
  }

  #number(type: "signed" | "unsigned"): bigint {
    const text = this.#take();
    if (text === undefined) return 0n;
    if (text[0] === "'" || text[0] === '"') {
      if (this.#call.shell === "bash") throw new Pass("builtin printf of a character");
      return BigInt(text.length > 1 ? text.charCodeAt(1) : 0);
    }
    const { value, end, isBeyond } = parseInteger(text, type);
    if (end < text.length) {
      this.#object(`${text}: ${end === 0 ? "expected numeric value" : "not completely converted"}`);
    } else if (isBeyond) this.#object(`${text}: Numerical result out of range`);
    else if (text === "" && this.#call.shell === "bash") {
      throw new Pass("builtin printf of nothing");
    }
    return value;
  }

  #object(message: string): void {
    this.#err += latin1(encode(complaint(this.#call, "printf", ""))).slice(0, -1) + `${message}\n`;
    this.#code = 1;
  }

  #fail(message: string): never {
    this.#object(message);
    this.#code = 2;
    throw new Stop();
  }
}
