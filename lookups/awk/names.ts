// SPDX-License-Identifier: Apache-2.0

/**
 * Which names of a program are arrays. A name that is only passed on gets its kind from the function
 * that takes it, or from the one that gives it, as mawk resolves it before a program runs.
 *
 * @module
 */
import { Pass } from "../types.ts";
import { type Dialect, requireMawk } from "./dialect.ts";
import type { Expression, Program, Statement, UserFunction } from "./tree.ts";

type Kind = "scalar" | "array";

/** Variables that the language brings, none of which is an array. */
export const builtinVariables: readonly string[] = (
  "NR FNR FILENAME OFS ORS RLENGTH RSTART SUBSEP NF FS RS OFMT CONVFMT"
).split(" ");

/** The kinds of names. */
export class Names {
  readonly #program: Program;
  readonly #dialect: Dialect;
  readonly #kinds = new Map<string, Kind>();
  /** Names that stand for one another in calls. */
  readonly #links: [string, string][] = [];
  #function: UserFunction | undefined;

  constructor(program: Program, dialect: Dialect) {
    this.#program = program;
    this.#dialect = dialect;
    for (const name of builtinVariables) this.#kinds.set(name, "scalar");
    for (const each of [...program.begin, ...program.end]) this.#statement(each);
    for (const { patterns, action } of program.rules) {
      for (const pattern of patterns) this.#expression(pattern);
      this.#statement(action);
    }
    for (const each of program.functions.values()) {
      this.#function = each;
      if (each.parameters.some((name) => program.functions.has(name))) throw new Pass("awk names");
      if (each.parameters.some((name) => builtinVariables.includes(name))) {
        throw new Pass("awk names");
      }
      this.#statement(each.body);
    }
    this.#propagate();
  }

  /** Whether a name is an array: of a function, where it is one of its parameters. */
  isArray(name: string, within: UserFunction | undefined): boolean {
    return this.#kinds.get(keyOf(name, within)) === "array";
  }

  #use(name: string, kind: Kind): void {
    if (this.#program.functions.has(name)) throw new Pass("awk names");
    this.#set(keyOf(name, this.#function), kind);
  }

  #set(key: string, kind: Kind): boolean {
    const known = this.#kinds.get(key);
    if (known !== undefined && known !== kind) throw new Pass("awk names");
    this.#kinds.set(key, kind);
    return known === undefined;
  }

  #propagate(): void {
    let changes = true;
    while (changes) {
      changes = false;
      for (const [one, other] of this.#links) {
        const first = this.#kinds.get(one);
        const second = this.#kinds.get(other);
        if (first && this.#set(other, first)) changes = true;
        if (second && this.#set(one, second)) changes = true;
      }
    }
  }

  #statement(statement: Statement): void {
    switch (statement.type) {
      case "block":
        for (const each of statement.statements) this.#statement(each);
        break;
      case "expression":
        this.#expression(statement.expression);
        break;
      case "print":
        this.#all([...statement.args, statement.target]);
        break;
      case "if":
        this.#expression(statement.condition);
        this.#statement(statement.yes);
        if (statement.no) this.#statement(statement.no);
        break;
      case "loop":
        this.#all([statement.first, statement.condition, statement.step]);
        this.#statement(statement.body);
        break;
      case "each":
        this.#use(statement.variable, "scalar");
        this.#use(statement.array, "array");
        this.#statement(statement.body);
        break;
      case "delete":
        this.#use(statement.array, "array");
        this.#all(statement.indices ?? []);
        break;
      case "exit":
        this.#all([statement.code]);
        break;
      case "return":
        this.#all([statement.value]);
    }
  }

  #all(expressions: readonly (Expression | undefined)[]): void {
    for (const each of expressions) if (each) this.#expression(each);
  }

  #expression(expression: Expression): void {
    switch (expression.type) {
      case "variable":
        // other awks begin with other values
        if (/^(RSTART|RLENGTH|FILENAME)$/.test(expression.name)) {
          requireMawk(this.#dialect, expression.name);
        }
        this.#use(expression.name, "scalar");
        break;
      case "element":
      case "in":
        this.#use(expression.array, "array");
        this.#all(expression.indices);
        break;
      case "field":
        this.#expression(expression.index);
        break;
      case "group":
        this.#expression(expression.inner);
        break;
      case "assignment":
        this.#all([expression.place, expression.value]);
        break;
      case "step":
        this.#expression(expression.place);
        break;
      case "arithmetic":
      case "comparison":
      case "logic":
      case "concatenation":
        this.#all([expression.left, expression.right]);
        break;
      case "match":
        this.#all([expression.left, expression.pattern]);
        break;
      case "sign":
        this.#expression(expression.operand);
        break;
      case "choice":
        this.#all([expression.condition, expression.yes, expression.no]);
        break;
      case "builtin":
        this.#all(expression.args);
        break;
      case "split":
        this.#use(expression.array, "array");
        this.#all([expression.text, expression.separator]);
        break;
      case "substitute":
        this.#all([expression.pattern, expression.replacement, expression.place]);
        break;
      case "getline":
        this.#all([expression.place]);
        break;
      case "call":
        this.#call(expression.name, expression.args);
    }
  }

  #call(name: string, args: readonly Expression[]): void {
    const called = this.#program.functions.get(name);
    // undefined functions, and more arguments than are taken, are errors
    if (!called || args.length > called.parameters.length) throw new Pass("awk call");
    args.forEach((arg, index) => {
      const parameter = keyOf(called.parameters[index]!, called);
      if (arg.type === "variable") {
        if (this.#program.functions.has(arg.name)) throw new Pass("awk names");
        this.#links.push([keyOf(arg.name, this.#function), parameter]);
        return;
      }
      this.#expression(arg);
      this.#set(parameter, "scalar");
    });
  }
}

function keyOf(name: string, within: UserFunction | undefined): string {
  return within?.parameters.includes(name) ? `${within.name}(${name}` : name;
}
