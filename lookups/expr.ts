// SPDX-License-Identifier: Apache-2.0

/** expr(1) of GNU coreutils (src/expr.c). @module */
import { buildRules } from "./build.ts";
import { bytesOfCharacters, charactersOf } from "./characters.ts";
import { integerOf, isNull, looksLikeInteger, textOf, type Value } from "./expr_value.ts";
import { programName, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { type Locale, locale, localeName, requirePlain } from "./locale.ts";
import { quote } from "./quote.ts";
import { compile, RegexError } from "./regex/mod.ts";
import { bytesOfLatin1, encode, failed, latin1, nothing } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

/** How long arguments may be together, and how deep parentheses. */
const [mostText, mostDepth] = [20_000, 100];
/** How many steps patterns may take. */
const steps = { waiting: 10_000_000, going: 300_000 };

/** What ends an evaluation: a message for standard error. */
class ExpressionError {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

function answer(call: Call, host: Host): Answer {
  const { args } = call;
  const [first = ""] = args;
  if (args.length === 1 && /^--./.test(first) && /^--(help|version)$/.test(completed(first))) {
    throw new Pass(`option ${first}`);
  }
  const given = first === "--" ? args.slice(1) : args;
  if (given.length === 0) return usageError(call, "missing operand", 2);
  if (given.join(" ").length > mostText) throw new Pass("arguments too long");
  try {
    const value = new Expression(given, call, host).evaluate();
    const stdout = bytesOfLatin1(`${textOf(value)}\n`);
    return { code: isNull(value) ? 1 : 0, stdout, stderr: nothing };
  } catch (thrown) {
    if (!(thrown instanceof ExpressionError)) throw thrown;
    return failed(2, `${programName(call)}: ${thrown.message}\n`);
  }
}

/** What a long option that is cut stands for. */
function completed(option: string): string {
  return ["--help", "--version"].find((each) => each.startsWith(option)) ?? option;
}

/** One expression; each method takes what binds closer than the one before it. */
class Expression {
  readonly #args: readonly string[];
  readonly #call: Call;
  readonly #host: Host;
  readonly #locale: Locale;
  #at = 0;
  #depth = 0;

  constructor(args: readonly string[], call: Call, host: Host) {
    this.#args = args;
    this.#call = call;
    this.#host = host;
    this.#locale = locale(call, host);
  }

  /** Evaluates all arguments. */
  evaluate(): Value {
    const value = this.#or(true);
    if (this.#at < this.#args.length) {
      throw new ExpressionError(`syntax error: unexpected argument ${this.#shown(0)}`);
    }
    return value;
  }

  /** An argument as messages show it, from the one that comes next. */
  #shown(offset: number): string {
    return quote(this.#args[this.#at + offset]!, this.#locale);
  }

  /** Steps over the next argument where it is one of these. */
  #next(...words: readonly string[]): string | undefined {
    const found = words.find((word) => word === this.#args[this.#at]);
    if (found !== undefined) this.#at++;
    return found;
  }

  /** @param counts whether the value will be needed: otherwise nothing is wrong with it */
  #or(counts: boolean): Value {
    let left = this.#and(counts);
    while (this.#next("|") !== undefined) {
      const right = this.#and(counts && isNull(left));
      if (isNull(left)) left = isNull(right) ? 0n : right;
    }
    return left;
  }

  #and(counts: boolean): Value {
    let left = this.#comparison(counts);
    while (this.#next("&") !== undefined) {
      const right = this.#comparison(counts && !isNull(left));
      if (isNull(left) || isNull(right)) left = 0n;
    }
    return left;
  }

  #comparison(counts: boolean): Value {
    let left = this.#sum(counts);
    while (true) {
      const operator = this.#next("<", "<=", "=", "==", "!=", ">=", ">");
      if (operator === undefined) return left;
      const right = this.#sum(counts);
      left = counts && this.#compares(operator, textOf(left), textOf(right)) ? 1n : 0n;
    }
  }

  #compares(operator: string, left: string, right: string): boolean {
    const isNumeric = looksLikeInteger(left) && looksLikeInteger(right);
    const [one, other] = isNumeric ? [integerOf(left)!, integerOf(right)!] : [left, right];
    switch (operator) {
      case "=":
      case "==":
        return one === other;
      case "!=":
        return one !== other;
    }
    if (!isNumeric && left !== right) requirePlain(this.#call, this.#host, "LC_COLLATE");
    switch (operator) {
      case "<":
        return one < other;
      case "<=":
        return one <= other;
      case ">=":
        return one >= other;
      default:
        return one > other;
    }
  }

  #sum(counts: boolean): Value {
    let left = this.#product(counts);
    while (true) {
      const operator = this.#next("+", "-");
      if (operator === undefined) return left;
      const right = this.#product(counts);
      if (!counts) continue;
      const [one, other] = integers(left, right);
      left = operator === "+" ? one + other : one - other;
    }
  }

  #product(counts: boolean): Value {
    let left = this.#match(counts);
    while (true) {
      const operator = this.#next("*", "/", "%");
      if (operator === undefined) return left;
      const right = this.#match(counts);
      if (!counts) continue;
      const [one, other] = integers(left, right);
      if (operator !== "*" && other === 0n) throw new ExpressionError("division by zero");
      left = operator === "*" ? one * other : operator === "/" ? one / other : one % other;
    }
  }

  #match(counts: boolean): Value {
    let left = this.#operation(counts);
    while (this.#next(":") !== undefined) {
      const right = this.#operation(counts);
      if (counts) left = this.#matched(textOf(left), textOf(right));
    }
    return left;
  }

  #operation(counts: boolean): Value {
    const keyword = this.#next("+", "length", "match", "index", "substr");
    if (keyword === undefined) return this.#primary(counts);
    if (keyword === "+") return this.#word();
    const left = this.#nested(counts);
    if (keyword === "length") return BigInt(this.#characters(textOf(left)).length);
    const right = this.#nested(counts);
    if (keyword === "match") return counts ? this.#matched(textOf(left), textOf(right)) : left;
    const characters = this.#characters(textOf(left));
    if (keyword === "index") {
      const wanted = this.#characters(textOf(right));
      return BigInt(characters.findIndex((each) => wanted.includes(each)) + 1);
    }
    const [start, length] = [integerOf(right), integerOf(this.#nested(counts))];
    if (start === undefined || length === undefined || start <= 0n || length <= 0n) return "";
    const [from, count] = [Number(start) - 1, Number(length)];
    return this.#bytes(characters.slice(from, from + count).join(""));
  }

  /** An operand of a keyword, which may be a keyword again. */
  #nested(counts: boolean): Value {
    if (++this.#depth > mostDepth) throw new Pass("expression too deep");
    const value = this.#operation(counts);
    this.#depth--;
    return value;
  }

  #primary(counts: boolean): Value {
    if (this.#args[this.#at] === "(") {
      this.#at++;
      if (++this.#depth > mostDepth) throw new Pass("expression too deep");
      const value = this.#or(counts);
      this.#depth--;
      if (this.#at >= this.#args.length) {
        throw new ExpressionError(`syntax error: expecting ')' after ${this.#shown(-1)}`);
      }
      if (this.#next(")") === undefined) {
        throw new ExpressionError(`syntax error: expecting ')' instead of ${this.#shown(0)}`);
      }
      return value;
    }
    if (this.#args[this.#at] === ")") throw new ExpressionError("syntax error: unexpected ')'");
    return this.#word();
  }

  #word(): Value {
    const word = this.#args[this.#at];
    if (word === undefined) {
      throw new ExpressionError(`syntax error: missing argument after ${this.#shown(-1)}`);
    }
    this.#at++;
    return latin1(encode(word));
  }

  /** The characters of a text in the locale. */
  #characters(text: string): string[] {
    return Array.from(this.#decoded(text));
  }

  #decoded(bytes: string): string {
    return this.#locale.utf8 ? charactersOf(bytes) : bytes;
  }

  #bytes(text: string): string {
    return this.#locale.utf8 ? bytesOfCharacters(text) : text;
  }

  /** What `:` gives: the first group, or how many characters matched. */
  #matched(text: string, pattern: string): Value {
    // BusyBox has expressions of another C library
    if (this.#call.build === "unknown") throw new Pass("build unknown");
    const { utf8 } = this.#locale;
    const subject = this.#decoded(text);
    try {
      const regex = compile(this.#decoded(pattern), {
        syntax: "basic",
        flavour: "expr",
        utf8,
        collates: !/^(C|POSIX|C\.utf-?8)$/i.test(localeName(this.#call, "LC_COLLATE")),
        steps: this.#call.mayWait ? steps.waiting : steps.going,
      });
      const places = regex.exec(subject, 0, { anchored: true });
      if (regex.groups === 0) {
        return BigInt(places ? Array.from(subject.slice(0, places[1])).length : 0);
      }
      if (!places || places[3]! < 0) return "";
      return this.#bytes(subject.slice(places[2], places[3]));
    } catch (thrown) {
      if (thrown instanceof RegexError) throw new ExpressionError(thrown.message);
      throw thrown;
    }
  }
}

function integers(left: Value, right: Value): [bigint, bigint] {
  const [one, other] = [integerOf(left), integerOf(right)];
  if (one === undefined || other === undefined) {
    throw new ExpressionError("non-integer argument");
  }
  return [one, other];
}

/** expr(1) */
export const expr: LookupEntry = {
  name: "expr",
  package: "coreutils",
  presumed: true,
  rules: buildRules,
  summary: "every operator",
  source: "its arguments",
  answer,
};
