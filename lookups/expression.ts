// SPDX-License-Identifier: Apache-2.0

/**
 * The expressions of test(1): POSIX's rules by the number of arguments, and a grammar beyond them
 * (coreutils src/test.c; bash has the same ancestor).
 *
 * @module
 */
import type { Host } from "./host.ts";
import { isFile, isSame, isTerminal, type Place, statusOf } from "./predicate.ts";
import { encode } from "./text.ts";
import { Pass } from "./types.ts";

/** Thrown where the arguments are no expression. */
export class ExpressionError {
  /** What is wrong, with `%s` in the place of {@linkcode ExpressionError.words}. */
  readonly message: string;
  /** Arguments that the message shows between quotes. */
  readonly words: readonly string[];

  /** Creates an error. */
  constructor(message: string, ...words: readonly string[]) {
    this.message = message;
    this.words = words;
  }
}

/** What an expression stands in. */
export interface Surroundings {
  /** The files and descriptors of the call. */
  readonly place: Place;
  /** The system. */
  readonly host: Host;
  /** Whether the version knows `<` and `>`, which compare by the locale's order. */
  readonly comparesText: boolean;
}

const operators: ReadonlySet<string> = new Set(
  "= != == -nt -ot -ef -eq -ne -lt -le -gt -ge".split(" "),
);
const integerOperator = /^-(eq|ne|l[te]|g[te])$/;

/**
 * Whether the expression is true.
 *
 * @param args the arguments; `count` of them are the expression
 */
export function evaluateExpression(
  args: readonly string[],
  count: number,
  around: Surroundings,
): boolean {
  const expression = new Expression(args, count, around);
  return count > 0 && expression.whole();
}

class Expression {
  /** With what lies behind the expression: the bracket that closes it. */
  readonly #args: readonly string[];
  readonly #count: number;
  readonly #around: Surroundings;
  #at = 0;

  constructor(args: readonly string[], count: number, around: Surroundings) {
    this.#args = args;
    this.#count = count;
    this.#around = around;
  }

  whole(): boolean {
    const value = this.#byCount(this.#count);
    if (this.#at !== this.#count) throw new ExpressionError("extra argument %s", this.#arg());
    return value;
  }

  #arg(offset = 0): string {
    return this.#args[this.#at + offset]!;
  }

  #advance(): void {
    this.#at++;
    if (this.#at >= this.#count) this.#beyond();
  }

  #beyond(): never {
    throw new ExpressionError("missing argument after %s", this.#args[this.#count - 1]!);
  }

  #byCount(count: number): boolean {
    if (count === 1) return this.#one();
    if (count === 2) return this.#two();
    if (count === 3) return this.#three();
    if (count === 4) {
      if (this.#arg() === "!") {
        this.#advance();
        return !this.#three();
      }
      if (this.#arg() === "(" && this.#arg(3) === ")") return this.#between(() => this.#two());
    }
    return this.#or();
  }

  #between(inner: () => boolean): boolean {
    this.#at++;
    const value = inner();
    this.#at++;
    return value;
  }

  #one(): boolean {
    return this.#args[this.#at++] !== "";
  }

  #two(): boolean {
    if (this.#arg() === "!") {
      this.#at++;
      return !this.#one();
    }
    return isUnary(this.#arg()) ? this.#unary() : this.#beyond();
  }

  #three(): boolean {
    const middle = this.#arg(1);
    if (this.#isOperator(middle)) return this.#binary(false);
    if (this.#arg() === "!") {
      this.#advance();
      return !this.#two();
    }
    if (this.#arg() === "(" && this.#arg(2) === ")") return this.#between(() => this.#one());
    if (middle === "-a" || middle === "-o") return this.#or();
    throw new ExpressionError("%s: binary operator expected", middle);
  }

  #or(): boolean {
    if (this.#at >= this.#count) this.#beyond();
    let value = false;
    while (true) {
      // both sides are evaluated always
      value = this.#and() || value;
      if (this.#at >= this.#count || this.#arg() !== "-o") return value;
      this.#at++;
    }
  }

  #and(): boolean {
    let value = true;
    while (true) {
      value = this.#term() && value;
      if (this.#at >= this.#count || this.#arg() !== "-a") return value;
      this.#at++;
    }
  }

  #term(): boolean {
    let negated = false;
    while (this.#at < this.#count && this.#arg() === "!") {
      this.#advance();
      negated = !negated;
    }
    if (this.#at >= this.#count) this.#beyond();
    return this.#primary() !== negated;
  }

  #primary(): boolean {
    const word = this.#arg();
    const left = this.#count - this.#at;
    if (word === "(") return this.#group();
    if (left >= 4 && word === "-l" && this.#isOperator(this.#arg(2))) return this.#binary(true);
    if (left >= 3 && this.#isOperator(this.#arg(1))) return this.#binary(false);
    return isUnary(word) ? this.#unary() : this.#one();
  }

  #group(): boolean {
    this.#advance();
    let count = 1;
    while (this.#at + count < this.#count && this.#arg(count) !== ")") {
      if (count === 4) {
        count = this.#count - this.#at;
        break;
      }
      count++;
    }
    const value = this.#byCount(count);
    const end = this.#args[this.#at];
    if (end === undefined) throw new ExpressionError("%s expected", ")");
    if (end !== ")") throw new ExpressionError("%s expected, found %s", ")", end);
    this.#at++;
    return value;
  }

  #unary(): boolean {
    const word = this.#arg();
    const letter = word[1]!;
    const { place, host } = this.#around;
    if (!"bcdefgGhkLnNOprsStuwxz".includes(letter)) {
      throw new ExpressionError("%s: unary operator expected", word);
    }
    this.#advance();
    const operand = this.#args[this.#at++]!;
    if (letter === "n") return operand !== "";
    if (letter === "z") return operand === "";
    if (letter !== "t") return isFile(letter, operand, place, host)!;
    const descriptor = integer(operand);
    return descriptor >= 0n && descriptor < 2n ** 31n && isTerminal(descriptor, place);
  }

  #isOperator(word: string): boolean {
    if ((word === "<" || word === ">") && this.#around.comparesText) {
      throw new Pass("order of the locale");
    }
    return operators.has(word);
  }

  /** @param measured whether `-l` stands in front: the left side is a text's length */
  #binary(measured: boolean): boolean {
    if (measured) this.#at++;
    const start = this.#at;
    const operator = this.#arg(1);
    // gnulib steps over an operator whose right side is a length, and reads that from the wrong place
    const measuredRight = start + 1 < this.#count - 2 && this.#arg(2) === "-l";
    if (measuredRight) this.#at++;
    const left = this.#args[start]!;
    const right = this.#args[start + (measuredRight ? 3 : 2)]!;
    this.#at += 3;
    if (integerOperator.test(operator)) {
      const [one, other] = [
        measured ? lengthOf(left) : integer(left),
        measuredRight ? lengthOf(right) : integer(right),
      ];
      return compare(operator, one, other);
    }
    if (measured || measuredRight) {
      if (operator.startsWith("-")) {
        throw new ExpressionError(`${operator} does not accept -l`);
      }
      // texts are then compared from elsewhere
      throw new Pass("length of a text");
    }
    const { place, host } = this.#around;
    if (operator === "!=") return left !== right;
    if (!operator.startsWith("-")) return left === right;
    const [one, other] = [statusOf(left, place, host), statusOf(right, place, host)];
    if (operator === "-ef") return isSame(one, other);
    const [newer, older] = operator === "-nt" ? [one, other] : [other, one];
    return newer !== undefined && (older === undefined || newer.mtimeNs > older.mtimeNs);
  }
}

function isUnary(word: string): boolean {
  return word.length === 2 && word.startsWith("-") && word < "-\x80";
}

function lengthOf(text: string): bigint {
  return BigInt(encode(text).length);
}

/** Digits with blanks around them; they may be as many as one likes. */
function integer(text: string): bigint {
  const [, sign, digits] = /^[ \t]*([-+]?)([0-9]+)[ \t]*$/.exec(text) ?? [];
  if (digits === undefined) {
    // newer versions skip every white space
    if (/[\n\v\f\r]/.test(text)) throw new Pass("argument with a special character");
    throw new ExpressionError("invalid integer %s", text);
  }
  return sign === "-" ? -BigInt(digits) : BigInt(digits);
}

/** Compares integers as an operator of test(1) asks. */
export function compare(operator: string, one: bigint, other: bigint): boolean {
  switch (operator) {
    case "-eq":
      return one === other;
    case "-ne":
      return one !== other;
    case "-lt":
      return one < other;
    case "-le":
      return one <= other;
    case "-gt":
      return one > other;
    default: // -ge
      return one >= other;
  }
}
