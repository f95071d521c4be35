// SPDX-License-Identifier: Apache-2.0

/** Statements become functions of JavaScript that say how they ended. @module */
import { Pass } from "../types.ts";
import { requireMawk } from "./dialect.ts";
import { format } from "./builtins.ts";
import { type Evaluate, Expressions } from "./expressions.ts";
import type { Machine } from "./machine.ts";
import { indexOf, type Scope } from "./scope.ts";
import type { Statement, UserFunction } from "./tree.ts";
import type { Value } from "./value.ts";

/** How a statement ended. */
export type Completion = undefined | "break" | "continue" | "next" | "nextfile" | "return";

/** Runs a statement. */
export type Run = () => Completion;

/** Thrown by `exit`. */
export class Exit {
  /** The status, if one was given. */
  readonly code: number | undefined;

  /** Creates it. */
  constructor(code: number | undefined) {
    this.code = code;
  }
}

/** Compiles statements. */
export class Statements {
  readonly #machine: Machine;
  readonly #scope: Scope;
  readonly #bodies = new Map<string, Run>();
  /** What the function that runs returns. */
  #returned: Value;

  constructor(machine: Machine, scope: Scope) {
    this.#machine = machine;
    this.#scope = scope;
  }

  /** The expressions of a function, or of the rules. */
  expressions(within?: UserFunction): Expressions {
    const runBody = (called: UserFunction) => this.#runBody(called);
    return new Expressions(this.#machine, this.#scope, { within, runBody });
  }

  /** Compiles a statement of a function, or of the rules. */
  statement(statement: Statement, within?: UserFunction): Run {
    return new Compiler(this.#machine, this.#scope, {
      expressions: this.expressions(within),
      within,
      setReturned: (value) => {
        this.#returned = value;
      },
    }).statement(statement);
  }

  /** Compiles a function, be it called or not: what is wrong in it, mawk complains of at once. */
  define(defined: UserFunction): void {
    this.#bodies.set(defined.name, this.statement(defined.body, defined));
  }

  #runBody(called: UserFunction): Value {
    this.#returned = undefined;
    this.#bodies.get(called.name)!();
    const value = this.#returned;
    this.#returned = undefined;
    return value;
  }
}

class Compiler {
  readonly #machine: Machine;
  readonly #scope: Scope;
  readonly #expressions: Expressions;
  readonly #within: UserFunction | undefined;
  readonly #setReturned: (value: Value) => void;

  constructor(
    machine: Machine,
    scope: Scope,
    { expressions, within, setReturned }: {
      readonly expressions: Expressions;
      readonly within: UserFunction | undefined;
      readonly setReturned: (value: Value) => void;
    },
  ) {
    this.#machine = machine;
    this.#scope = scope;
    this.#expressions = expressions;
    this.#within = within;
    this.#setReturned = setReturned;
  }

  statement(statement: Statement): Run {
    const machine = this.#machine;
    switch (statement.type) {
      case "block":
        return this.#block(statement.statements);
      case "expression": {
        const value = this.#expressions.value(statement.expression);
        return () => {
          machine.spend(2);
          value();
          return undefined;
        };
      }
      case "print":
        return this.#print(statement);
      case "if": {
        const condition = this.#expressions.truth(statement.condition);
        const yes = this.statement(statement.yes);
        const no = statement.no ? this.statement(statement.no) : () => undefined;
        return () => {
          machine.spend(2);
          return condition() ? yes() : no();
        };
      }
      case "loop":
        return this.#loop(statement);
      case "each":
        return this.#each(statement);
      case "delete":
        return this.#delete(statement);
      case "jump": {
        const { to } = statement;
        return () => to;
      }
      case "exit": {
        const code = statement.code && this.#expressions.number(statement.code);
        return () => {
          throw new Exit(code && exitCode(code()));
        };
      }
      case "return": {
        const value = statement.value && this.#expressions.value(statement.value);
        return () => {
          this.#setReturned(value?.());
          return "return";
        };
      }
    }
  }

  #block(statements: readonly Statement[]): Run {
    const runs = statements.map((each) => this.statement(each));
    if (runs.length === 1) return runs[0]!;
    return () => {
      for (const run of runs) {
        const completion = run();
        if (completion !== undefined) return completion;
      }
      return undefined;
    };
  }

  #loop(
    { first, condition, step, body, isLate }: Statement & { type: "loop" },
  ): Run {
    const machine = this.#machine;
    const nothing: Evaluate = () => undefined;
    const start = first ? this.#expressions.value(first) : nothing;
    const holds = condition ? this.#expressions.truth(condition) : () => true;
    const advance = step ? this.#expressions.value(step) : nothing;
    const run = this.statement(body);
    return () => {
      start();
      let isAsked = !isLate;
      while (!isAsked || holds()) {
        isAsked = true;
        machine.spend(5);
        const completion = run();
        if (completion === "break") break;
        if (completion !== undefined && completion !== "continue") return completion;
        advance();
      }
      return undefined;
    };
  }

  #each({ variable, array, body }: Statement & { type: "each" }): Run {
    const machine = this.#machine;
    const place = this.#expressions.place({ type: "variable", name: variable });
    const find = this.#scope.array(array, this.#within);
    const run = this.statement(body);
    return () => {
      const slot = place();
      const indices = find().indices();
      if (indices.length > 1) {
        requireMawk(machine.dialect, "order of an array");
        if (machine.sortsIndices()) throw new Pass("awk WHINY_USERS");
      }
      for (const index of indices) {
        machine.spend(5);
        slot.value = index;
        const completion = run();
        if (completion === "break") break;
        if (completion !== undefined && completion !== "continue") return completion;
      }
      return undefined;
    };
  }

  #delete({ array, indices }: Statement & { type: "delete" }): Run {
    const machine = this.#machine;
    const find = this.#scope.array(array, this.#within);
    if (!indices) {
      return () => {
        find().clear();
        return undefined;
      };
    }
    const index = this.#expressions.index(indices);
    return () => {
      const value = index();
      machine.spend(5);
      find().delete(indexOf(value, machine));
      return undefined;
    };
  }

  #print({ isFormatted, args, target }: Statement & { type: "print" }): Run {
    const machine = this.#machine;
    const values = args.map((each) => this.#expressions.value(each));
    const where = target && this.#expressions.text(target);
    const compose = isFormatted
      ? () => format(values.map((each) => each()), machine)
      : this.#line(values);
    return () => {
      machine.spend(10);
      if (!where) {
        machine.output.print(compose());
        return undefined;
      }
      const text = compose();
      const name = where();
      if (name === "/dev/stderr") machine.output.complain(text);
      else if (name === "/dev/stdout") machine.output.print(text);
      else throw new Pass("awk writes a file");
      return undefined;
    };
  }

  #line(values: readonly Evaluate[]): () => string {
    const { convert, fields } = this.#machine;
    const between = this.#machine.variable("OFS");
    const end = this.#machine.variable("ORS");
    if (values.length === 0) {
      return () => convert.printed(fields.record) + convert.printed(end.value);
    }
    if (values.length === 1) {
      const [value] = values as [Evaluate];
      return () => {
        const text = convert.printed(value());
        return text + convert.printed(end.value);
      };
    }
    return () => {
      const found = values.map((each) => each());
      const texts = found.map((each) => convert.printed(each));
      return texts.join(convert.printed(between.value)) + convert.printed(end.value);
    };
  }
}

const noLimit = 2 ** 31 - 1;

function exitCode(number: number): number {
  return Math.trunc(Math.min(noLimit, Math.max(-noLimit, number))) & 0xff;
}
