// SPDX-License-Identifier: Apache-2.0

/** test and `[` of dash (src/bltin/test.c), and what bash's answer alike. @module */
import { compare, evaluateExpression, ExpressionError } from "../lookups/expression.ts";
import type { Host } from "../lookups/host.ts";
import { isFile, isSame, isTerminal, statusOf } from "../lookups/predicate.ts";
import { encode, failed, latin1 } from "../lookups/text.ts";
import { type Answer, Pass } from "../lookups/types.ts";
import { type BuiltinCall, complaint } from "./builtin_call.ts";

/** Runs the builtin under either name; throws a Pass where it is not reproduced. */
export function test(name: "test" | "[", call: BuiltinCall, host: Host): Answer {
  const isOpen = name === "[" && call.args.at(-1) !== "]";
  if (call.shell === "bash") {
    if (isOpen) throw new Pass("builtin [");
    return failed(testOfBash(name === "[" ? call.args.slice(0, -1) : call.args, call, host), "");
  }
  if (isOpen) return failed(2, complaint(call, name, "missing ]"));
  const args = name === "[" ? call.args.slice(0, -1) : call.args;
  try {
    return failed(new Evaluation(args, call, host).status(), "");
  } catch (thrown) {
    if (thrown instanceof Wrong) return failed(2, complaint(call, name, thrown.message));
    throw thrown;
  }
}

/** Expressions that bash's test takes as coreutils' does; messages, and what only one has, pass. */
function testOfBash(args: readonly string[], place: BuiltinCall, host: Host): number {
  const isCommon = args.length <= 4 && !args.some((each) => /^(-[alNotvR]|[()<>])$/.test(each));
  const isNumeric = args.some((each) => /^-(eq|ne|l[te]|g[te])$/.test(each));
  const isPlain = !isNumeric || args.every((each) => /^([-+]?\d{1,18}|-[a-z]+|!)$/.test(each));
  if (!isCommon || !isPlain) throw new Pass("builtin test");
  try {
    const around = { place, host, comparesText: false };
    return evaluateExpression(args, args.length, around) ? 0 : 1;
  } catch (thrown) {
    if (thrown instanceof ExpressionError) throw new Pass("builtin test message");
    throw thrown;
  }
}

/** Thrown where dash complains. */
class Wrong {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

type Kind = "unary" | "binary" | "not" | "and" | "or" | "open" | "close";
const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ..."rwxefdcbpugkstznhOGLS".split("").map((letter) => [`-${letter}`, "unary"] as const),
  ..."= != < > -eq -ne -ge -gt -le -lt -nt -ot -ef".split(" ")
    .map((each) => [each, "binary"] as const),
  ["!", "not"],
  ["-a", "and"],
  ["-o", "or"],
  ["(", "open"],
  [")", "close"],
]);

/** The recursive descent of dash, over places in the arguments as it goes over pointers. */
class Evaluation {
  #args: readonly string[];
  readonly #call: BuiltinCall;
  readonly #host: Host;
  #at = 0;
  /** What the last word read is, where it is an operator. */
  #kind: Kind | undefined;

  constructor(args: readonly string[], call: BuiltinCall, host: Host) {
    this.#args = args;
    this.#call = call;
    this.#host = host;
  }

  status(): number {
    let success = 0;
    while (true) {
      const args = this.#args;
      if (args.length === 0) return 1 - success;
      const [first] = args;
      if (args.length === 3 && kinds.get(args[1]!) === "binary") {
        return this.#judge(success, "word");
      }
      if (args.length !== 3 && args.length !== 4) break;
      if (first === "(" && args.at(-1) === ")") {
        this.#args = args.slice(1, -1);
        break;
      }
      if (first !== "!") break;
      this.#args = args.slice(1);
      success = 1;
    }
    return this.#judge(success, this.#read(0));
  }

  #judge(success: number, token: Token): number {
    const status = this.#or(token) ? success : 1 - success;
    const word = this.#word(this.#at);
    if (word !== undefined && this.#word(this.#at + 1) !== undefined) {
      throw new Wrong(`${word === "" ? "" : `${word}: `}unexpected operator`);
    }
    return status;
  }

  /** The word at a place; undefined at the end. What lies behind that, dash should not read. */
  #word(at: number): string | undefined {
    if (at > this.#args.length) throw new Pass("builtin test beyond its end");
    return this.#args[at];
  }

  #read(at: number): Token {
    const word = this.#word(at);
    this.#kind = undefined;
    if (word === undefined) return "end";
    const kind = kinds.get(word);
    if (kind === undefined || (kind === "unary" && this.#isOperand(at))) return "word";
    if (kind === "open" && this.#word(at + 1) === undefined) return "word";
    this.#kind = kind;
    return kind;
  }

  /** Whether what looks like a unary operator is the left side of a binary one, or the last word. */
  #isOperand(at: number): boolean {
    const next = this.#word(at + 1);
    if (next === undefined) return true;
    return this.#word(at + 2) !== undefined && kinds.get(next) === "binary";
  }

  #or(token: Token): boolean {
    let value = false;
    while (true) {
      value = this.#and(token) || value;
      if (this.#read(this.#at + 1) !== "or") return value;
      token = this.#read(this.#at += 2);
    }
  }

  #and(token: Token): boolean {
    let value = true;
    while (true) {
      value = this.#not(token) && value;
      if (this.#read(this.#at + 1) !== "and") return value;
      token = this.#read(this.#at += 2);
    }
  }

  #not(token: Token): boolean {
    if (token !== "not") return this.#primary(token);
    const next = this.#read(this.#at + 1);
    if (next !== "end") this.#at++;
    return !this.#not(next);
  }

  #primary(token: Token): boolean {
    if (token === "end") return false;
    if (token === "open") {
      const inner = this.#read(++this.#at);
      if (inner === "close") return false;
      const value = this.#or(inner);
      if (this.#read(++this.#at) !== "close") throw new Wrong("closing paren expected");
      return value;
    }
    if (this.#kind === "unary") return this.#unary(this.#word(this.#at)!);
    this.#read(this.#at + 1);
    return this.#kind === "binary" ? this.#binary() : this.#word(this.#at) !== "";
  }

  #unary(operator: string): boolean {
    const operand = this.#word(++this.#at);
    if (operand === undefined) throw new Wrong(`${operator}: argument expected`);
    if (operator === "-z") return operand === "";
    if (operator === "-n") return operand !== "";
    if (operator === "-t") return isTerminal(BigInt.asIntN(32, integer(operand)), this.#call);
    return isFile(operator[1]!, operand, this.#call, this.#host)!;
  }

  #binary(): boolean {
    const left = this.#word(this.#at)!;
    const operator = this.#word(++this.#at)!;
    const right = this.#word(++this.#at);
    if (right === undefined) throw new Wrong(`${operator}: argument expected`);
    switch (operator) {
      case "=":
        return left === right;
      case "!=":
        return left !== right;
      case "<":
        return latin1(encode(left)) < latin1(encode(right));
      case ">":
        return latin1(encode(left)) > latin1(encode(right));
      case "-nt":
      case "-ot":
      case "-ef":
        return this.#compareFiles(operator, left, right);
      default:
        return compare(operator, integer(left), integer(right));
    }
  }

  #compareFiles(operator: string, left: string, right: string): boolean {
    const one = statusOf(left, this.#call, this.#host);
    const other = statusOf(right, this.#call, this.#host);
    if (!one || !other) {
      // no file is older than any: so since Debian 13's version, and not before
      if (operator === "-nt" ? one : operator === "-ot" && other) {
        throw new Pass("builtin test -nt");
      }
      return false;
    }
    if (operator === "-ef") return isSame(one, other);
    return operator === "-nt" ? one.mtimeNs > other.mtimeNs : one.mtimeNs < other.mtimeNs;
  }
}

type Token = Kind | "word" | "end";

/** strtoimax(3) with base 10, and blanks behind it. */
function integer(text: string): bigint {
  const [, digits] = /^[ \t\n\v\f\r]*([-+]?[0-9]+)[ \t\n\v\f\r]*$/.exec(text) ?? [];
  const value = digits === undefined ? undefined : BigInt(digits.replace(/^\+/, ""));
  if (value === undefined || value !== BigInt.asIntN(64, value)) {
    throw new Wrong(`Illegal number: ${text}`);
  }
  return value;
}
