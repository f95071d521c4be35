// SPDX-License-Identifier: Apache-2.0

/**
 * `$((…))`: whole numbers of 64 bits. What the shells complain of passes, but for dash's division by
 * zero.
 *
 * @module
 */
import { Pass } from "../lookups/types.ts";
import type { ShellName } from "./builtin_call.ts";

/** The shell that calculates, and its variables. */
export interface Scope {
  readonly shell: ShellName;
  /** The value of a variable; undefined where it is not set. */
  get(name: string): string | undefined;
  /** Assigns. */
  set(name: string, value: string): void;
}

/** Thrown where dash complains. */
export class ArithmeticError {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** Evaluates an expression whose `$` expansions were made. */
export function calculate(text: string, scope: Scope): bigint {
  if (text.length > 4096) throw new Pass("shell long arithmetic");
  try {
    return new Calculation(text, scope).run();
  } catch (thrown) {
    if (!(thrown instanceof DivisionByZero)) throw thrown;
    if (scope.shell === "bash") throw new Pass("shell arithmetic of a division");
    throw new ArithmeticError(`arithmetic expression: division by zero: "${text}"`);
  }
}

class DivisionByZero {}

const token =
  /[ \t\n]*(?:(0[xX][0-9a-fA-F]+|\d+)(?![\w#])|([A-Za-z_]\w*)|(<<=|>>=|\+\+|--|\*\*|&&|\|\||<<|>>|[<>=!]=|[-+*/%&^|]=|[-+*/%&|^~!<>=?:(),])|$)/y;

/** Binary operators, those that bind least first. */
const levels: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["|"],
  ["^"],
  ["&"],
  ["==", "!="],
  ["<", "<=", ">", ">="],
  ["<<", ">>"],
  ["+", "-"],
  ["*", "/", "%"],
];

class Calculation {
  readonly #text: string;
  readonly #shell: ShellName;
  readonly #scope: Scope;
  #number: bigint | undefined;
  #name: string | undefined;
  #operator: string | undefined;

  constructor(text: string, scope: Scope) {
    this.#text = text;
    this.#shell = scope.shell;
    this.#scope = scope;
    token.lastIndex = 0;
    this.#next();
  }

  run(): bigint {
    if (this.#isAtEnd() && this.#shell === "bash") return 0n;
    const value = this.#sequence(true);
    if (!this.#isAtEnd()) throw new Pass("shell arithmetic");
    return value;
  }

  #isAtEnd(): boolean {
    return this.#number === undefined && this.#name === undefined && this.#operator === undefined;
  }

  /** dash takes one expression alone. */
  #sequence(isReached: boolean): bigint {
    let value = this.#assignment(isReached);
    while (this.#shell === "bash" && this.#take(",")) value = this.#assignment(isReached);
    return value;
  }

  #next(): void {
    const match = token.exec(this.#text);
    if (!match) throw new Pass("shell arithmetic");
    const [, number, name, operator] = match;
    this.#number = number === undefined ? undefined : constant(number);
    this.#name = name;
    this.#operator = operator;
  }

  #take(operator: string): boolean {
    if (this.#operator !== operator) return false;
    this.#next();
    return true;
  }

  #assignment(isReached: boolean): bigint {
    const name = this.#name;
    if (name === undefined) return this.#choice(isReached);
    const before = token.lastIndex;
    this.#next();
    const operator = this.#operator;
    if (operator !== undefined && /^([-+*/%&^|]|<<|>>)?=$/.test(operator)) {
      this.#next();
      const right = this.#assignment(isReached);
      if (!isReached) return 0n;
      const value = operator === "="
        ? right
        : calculated(operator.slice(0, -1), this.#value(name), right);
      this.#scope.set(name, String(value));
      return value;
    }
    // it was only the start of an expression
    token.lastIndex = before;
    this.#name = name;
    this.#operator = this.#number = undefined;
    return this.#choice(isReached);
  }

  #choice(isReached: boolean): bigint {
    const condition = this.#binary(0, isReached);
    if (!this.#take("?")) return condition;
    const then = this.#assignment(isReached && condition !== 0n);
    if (!this.#take(":")) throw new Pass("shell arithmetic");
    const otherwise = this.#choice(isReached && condition === 0n);
    return condition !== 0n ? then : otherwise;
  }

  #binary(level: number, isReached: boolean): bigint {
    const operators = levels[level];
    if (!operators) return this.#power(isReached);
    let left = this.#binary(level + 1, isReached);
    while (this.#operator !== undefined && operators.includes(this.#operator)) {
      const operator = this.#operator;
      this.#next();
      if (operator === "&&" || operator === "||") {
        const decides = (left !== 0n) === (operator === "||");
        const right = this.#binary(level + 1, isReached && !decides);
        left = BigInt(
          operator === "&&" ? left !== 0n && right !== 0n : left !== 0n || right !== 0n,
        );
        continue;
      }
      const right = this.#binary(level + 1, isReached);
      left = isReached ? calculated(operator, left, right) : 0n;
    }
    return left;
  }

  #power(isReached: boolean): bigint {
    const base = this.#unary(isReached);
    if (this.#shell !== "bash" || !this.#take("**")) return base;
    const exponent = this.#power(isReached);
    if (!isReached) return 0n;
    if (exponent < 0n || exponent > 64n) throw new Pass("shell arithmetic of a power");
    return BigInt.asIntN(64, base ** exponent);
  }

  /** Adds to a variable; what it was before, and what it is. */
  #step(name: string, operator: string, isReached: boolean): [before: bigint, after: bigint] {
    if (!isReached) return [0n, 0n];
    const before = this.#value(name);
    const after = BigInt.asIntN(64, operator === "++" ? before + 1n : before - 1n);
    this.#scope.set(name, String(after));
    return [before, after];
  }

  #isStep(): boolean {
    return this.#shell === "bash" && (this.#operator === "++" || this.#operator === "--");
  }

  #unary(isReached: boolean): bigint {
    const operator = this.#operator;
    if (operator !== undefined && this.#isStep()) {
      this.#next();
      const name = this.#name;
      // two signs of a number
      if (name === undefined) throw new Pass("shell arithmetic");
      this.#next();
      return this.#step(name, operator, isReached)[1];
    }
    if (operator === "+" || operator === "-" || operator === "~" || operator === "!") {
      this.#next();
      const value = this.#unary(isReached);
      if (operator === "+") return value;
      if (operator === "!") return BigInt(value === 0n);
      return BigInt.asIntN(64, operator === "-" ? -value : ~value);
    }
    if (this.#take("(")) {
      const value = this.#sequence(isReached);
      if (!this.#take(")")) throw new Pass("shell arithmetic");
      return value;
    }
    if (this.#number !== undefined) {
      const value = this.#number;
      this.#next();
      return value;
    }
    const name = this.#name;
    if (name === undefined) throw new Pass("shell arithmetic");
    this.#next();
    const after = this.#operator;
    if (after !== undefined && this.#isStep()) {
      this.#next();
      return this.#step(name, after, isReached)[0];
    }
    return isReached ? this.#value(name) : 0n;
  }

  #value(name: string): bigint {
    const text = this.#scope.get(name);
    if (text === undefined || text === "") return 0n;
    const [, sign, digits] = /^([-+]?)(0[xX][0-9a-fA-F]+|\d+)$/.exec(text) ?? [];
    // an expression to bash, an error to dash
    if (digits === undefined) throw new Pass("shell arithmetic of a value");
    return sign === "-" ? -constant(digits) : constant(digits);
  }
}

const lowest = -(2n ** 63n);

function constant(text: string): bigint {
  const isOctal = /^0\d/.test(text);
  if (isOctal && /[89]/.test(text)) throw new Pass("shell arithmetic of an octal number");
  const value = BigInt(isOctal ? `0o${text.slice(1)}` : text);
  if (value > 0x7fff_ffff_ffff_ffffn) throw new Pass("shell arithmetic of a large number");
  return value;
}

function calculated(operator: string, left: bigint, right: bigint): bigint {
  switch (operator) {
    case "|":
      return left | right;
    case "^":
      return left ^ right;
    case "&":
      return left & right;
    case "==":
      return BigInt(left === right);
    case "!=":
      return BigInt(left !== right);
    case "<":
      return BigInt(left < right);
    case "<=":
      return BigInt(left <= right);
    case ">":
      return BigInt(left > right);
    case ">=":
      return BigInt(left >= right);
    case "+":
      return BigInt.asIntN(64, left + right);
    case "-":
      return BigInt.asIntN(64, left - right);
    case "*":
      return BigInt.asIntN(64, left * right);
    case "<<":
    case ">>":
      if (right < 0n || right > 63n) throw new Pass("shell arithmetic of a shift");
      return operator === "<<" ? BigInt.asIntN(64, left << right) : left >> right;
    default:
      if (right === 0n) throw new DivisionByZero();
      // a trap of the processor
      if (right === -1n && left === lowest) throw new Pass("shell arithmetic of a division");
      return operator === "/" ? left / right : left % right;
  }
}
