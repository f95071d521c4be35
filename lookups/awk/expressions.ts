// SPDX-License-Identifier: Apache-2.0

/** Expressions become functions of JavaScript that give their values. @module */
import { Pass } from "../types.ts";
import { AwkArray } from "./array.ts";
import { callBuiltin } from "./builtins.ts";
import { requireMawk } from "./dialect.ts";
import type { Machine } from "./machine.ts";
import type { Pattern } from "./pattern.ts";
import { indexOf, type Scope } from "./scope.ts";
import { pieces, type Separator, separatorOfPattern } from "./split.ts";
import { readReplacement, substituteAll, substituteFirst } from "./substitution.ts";
import type { Arithmetic, Comparison, Expression, Place, UserFunction } from "./tree.ts";
import { InputText, type Slot, type Value } from "./value.ts";

/** Gives a value. */
export type Evaluate = () => Value;

/** Runs a function's body with its parameters set; gives what it returns. */
export type RunBody = (called: UserFunction) => Value;

/** Compiles expressions of one function, or of the rules. */
export class Expressions {
  readonly #machine: Machine;
  readonly #scope: Scope;
  readonly #within: UserFunction | undefined;
  readonly #runBody: RunBody;

  constructor(
    machine: Machine,
    scope: Scope,
    { within, runBody }: { readonly within: UserFunction | undefined; readonly runBody: RunBody },
  ) {
    this.#machine = machine;
    this.#scope = scope;
    this.#within = within;
    this.#runBody = runBody;
  }

  /** Gives the value. */
  value(expression: Expression): Evaluate {
    const machine = this.#machine;
    const { convert, fields } = machine;
    switch (expression.type) {
      case "number": {
        const { value } = expression;
        return () => value;
      }
      case "string": {
        const { text } = expression;
        return () => text;
      }
      case "pattern": {
        const pattern = machine.pattern(expression.text);
        return () => this.#matches(pattern, convert.text(fields.record)) ? 1 : 0;
      }
      case "group":
        return this.value(expression.inner);
      case "variable":
        return this.#scope.reader(expression.name, this.#within);
      case "element": {
        const place = this.place(expression);
        return () => place().value;
      }
      case "constant field": {
        const { index } = expression;
        return index === 0 ? () => fields.record : () => fields.get(index);
      }
      case "field": {
        const index = this.#fieldNumber(expression.index);
        return () => fields.getComputed(index());
      }
      case "assignment":
        return this.#assignment(expression.operator, expression.place, expression.value);
      case "step":
        return this.#step(expression.place, expression.by, expression.isBefore);
      case "arithmetic":
        return this.#arithmetic(expression.operator, expression.left, expression.right);
      case "comparison":
        return this.#comparison(expression.operator, expression.left, expression.right);
      case "match":
        return this.#match(expression.left, expression.pattern, expression.isNegated);
      case "logic":
        return this.#logic(expression.operator, expression.left, expression.right);
      case "sign":
        return this.#sign(expression.operator, expression.operand);
      case "choice": {
        const condition = this.truth(expression.condition);
        const yes = this.value(expression.yes);
        const no = this.value(expression.no);
        return () => condition() ? yes() : no();
      }
      case "in": {
        const index = this.index(expression.indices);
        const array = this.#scope.array(expression.array, this.#within);
        return () => {
          const value = index();
          machine.spend(10);
          return array().has(indexOf(value, machine)) ? 1 : 0;
        };
      }
      case "concatenation":
        return this.#concatenation(expression.left, expression.right);
      case "length":
        return this.#length(expression.name, expression.isKnownArray);
      case "builtin":
        return this.#builtin(expression.name, expression.args);
      case "split":
        return this.#split(expression.text, expression.array, expression.separator);
      case "substitute":
        return this.#substitute(expression);
      case "call":
        return this.#call(expression.name, expression.args);
      case "getline":
        return this.#getline(expression.place);
    }
  }

  /** Gives the value as a number. */
  number(expression: Expression): () => number {
    const value = this.value(expression);
    const { convert } = this.#machine;
    return () => convert.number(value());
  }

  /** Gives the value as a text. */
  text(expression: Expression): () => string {
    const value = this.value(expression);
    const { convert } = this.#machine;
    return () => convert.text(value());
  }

  /** Gives whether the value counts as true. */
  truth(expression: Expression): () => boolean {
    const value = this.value(expression);
    const { convert } = this.#machine;
    return () => convert.truth(value());
  }

  /** Finds a place. */
  place(place: Place): () => Slot {
    const machine = this.#machine;
    switch (place.type) {
      case "variable":
        return this.#scope.place(place.name, this.#within);
      case "element": {
        const index = this.index(place.indices);
        const array = this.#scope.array(place.array, this.#within);
        return () => {
          const value = index();
          machine.spend(80);
          return array().element(indexOf(value, machine));
        };
      }
      case "constant field": {
        const { index } = place;
        return () => machine.fields.slot(index);
      }
      default: {
        const index = this.#fieldNumber(place.index);
        return () => machine.fields.slotComputed(index());
      }
    }
  }

  /** The number of a field; elsewhere it must be one. */
  #fieldNumber(expression: Expression): () => number {
    const value = this.value(expression);
    const { convert, dialect } = this.#machine;
    return () => {
      const found = value();
      if (typeof found !== "number") requireMawk(dialect, "field number");
      return convert.number(found);
    };
  }

  /** The value of an index; several are joined by SUBSEP. */
  index(indices: readonly Expression[]): Evaluate {
    // gawk stumbles over an element that is made while another one is looked for
    if (indices.some((each) => each.type === "element")) {
      requireMawk(this.#machine.dialect, "nested arrays");
    }
    if (indices.length === 1) return this.value(indices[0]!);
    const values = indices.map((each) => this.value(each));
    const { convert } = this.#machine;
    const separator = this.#machine.variable("SUBSEP");
    return () => {
      const found = values.map((each) => each());
      return found.map((each) => convert.text(each)).join(convert.text(separator.value));
    };
  }

  /** Whether a text matches. */
  #matches(pattern: Pattern, text: string): boolean {
    this.#machine.spend(5 + 2 * text.length);
    return pattern.test(text);
  }

  /** A pattern: between slashes, or a text that is read as one. */
  #pattern(expression: Expression): () => Pattern {
    const machine = this.#machine;
    let inner = expression;
    while (inner.type === "group") inner = inner.inner;
    if (inner.type === "pattern" || inner.type === "string") {
      const pattern = machine.pattern(inner.text);
      return () => pattern;
    }
    const text = this.text(expression);
    return () => machine.pattern(text());
  }

  #assignment(operator: "" | Arithmetic, place: Place, value: Expression): Evaluate {
    const find = this.place(place);
    const evaluate = place.type === "element"
      ? this.#undisturbed(place.array, value)
      : this.value(value);
    if (operator === "") {
      return () => {
        const slot = find();
        return slot.value = evaluate();
      };
    }
    const { convert, dialect } = this.#machine;
    return () => {
      const slot = find();
      const right = convert.number(evaluate());
      if (operator === "%") requireMawk(dialect, "remainder");
      return slot.value = calculate(operator, convert.number(slot.value), right);
    };
  }

  /** Gives a value that is put into an element, which must be where it was. */
  #undisturbed(name: string, value: Expression): Evaluate {
    const array = this.#scope.array(name, this.#within);
    const evaluate = this.value(value);
    return () => {
      const found = array();
      const before = found.generation;
      const result = evaluate();
      if (found.generation !== before) throw new Pass("awk element that moved");
      return result;
    };
  }

  #step(place: Place, by: 1 | -1, isBefore: boolean): Evaluate {
    const find = this.place(place);
    const { convert } = this.#machine;
    return () => {
      const slot = find();
      const before = convert.number(slot.value);
      slot.value = before + by;
      return isBefore ? before + by : before;
    };
  }

  #arithmetic(operator: Arithmetic, left: Expression, right: Expression): Evaluate {
    const first = this.value(left);
    const second = this.value(right);
    const { convert, dialect } = this.#machine;
    return () => {
      // both are known before any is converted
      const a = first();
      const b = second();
      const value = calculate(operator, convert.number(a), convert.number(b));
      // BusyBox has a remainder of its own
      if (operator === "%" && !Number.isInteger(value)) requireMawk(dialect, "remainder");
      return value;
    };
  }

  #comparison(operator: Comparison, left: Expression, right: Expression): Evaluate {
    const first = this.value(left);
    const second = this.value(right);
    const { convert } = this.#machine;
    const holds = orders[operator];
    return () => {
      const a = first();
      return holds(convert.compare(a, second())) ? 1 : 0;
    };
  }

  #match(left: Expression, pattern: Expression, isNegated: boolean): Evaluate {
    const value = this.value(left);
    const find = this.#pattern(pattern);
    const { convert } = this.#machine;
    return () => {
      const text = value();
      return this.#matches(find(), convert.text(text)) !== isNegated ? 1 : 0;
    };
  }

  #logic(operator: "&&" | "||", left: Expression, right: Expression): Evaluate {
    const first = this.truth(left);
    const second = this.truth(right);
    return operator === "&&"
      ? () => first() && second() ? 1 : 0
      : () => first() || second() ? 1 : 0;
  }

  #sign(operator: "!" | "+" | "-", operand: Expression): Evaluate {
    if (operator === "!") {
      const truth = this.truth(operand);
      return () => truth() ? 0 : 1;
    }
    const number = this.number(operand);
    return operator === "-" ? () => -number() : number;
  }

  #concatenation(left: Expression, right: Expression): Evaluate {
    const first = this.value(left);
    const second = this.value(right);
    const machine = this.#machine;
    const { convert } = machine;
    return () => {
      const a = first();
      const b = second();
      return machine.limited(convert.text(a) + convert.text(b));
    };
  }

  #length(name: string, isKnownArray: boolean): Evaluate {
    const machine = this.#machine;
    if (!this.#scope.isArray(name, this.#within)) {
      return this.#builtin("length", [{ type: "variable", name }]);
    }
    // mawk of 2020 must have seen it before
    const isParameter = this.#within?.parameters.includes(name);
    if (machine.dialect.kind !== "mawk" && (!isKnownArray || isParameter)) {
      throw new Pass("awk length of an array");
    }
    const array = this.#scope.array(name, this.#within);
    return () => array().size;
  }

  #builtin(name: string, args: readonly Expression[]): Evaluate {
    const machine = this.#machine;
    const { convert, fields } = machine;
    if (name === "length") {
      const text = args[0] ? this.text(args[0]) : () => convert.text(fields.record);
      return () => callBuiltin(name, [text()], machine);
    }
    if (name === "match") return this.#matchFunction(args[0]!, args[1]!);
    const values = args.map((each) => this.value(each));
    return () => {
      machine.spend(10);
      return callBuiltin(name, values.map((each) => each()), machine);
    };
  }

  #matchFunction(subject: Expression, pattern: Expression): Evaluate {
    const value = this.value(subject);
    const find = this.#pattern(pattern);
    const machine = this.#machine;
    return () => {
      const found = value();
      const text = machine.convert.text(found);
      machine.spend(10 + 2 * text.length);
      const match = find().exec(text, 0);
      machine.variable("RSTART").value = match ? match[0]! + 1 : 0;
      machine.variable("RLENGTH").value = match ? match[1]! - match[0]! : -1;
      return match ? match[0]! + 1 : 0;
    };
  }

  #split(text: Expression, name: string, separator: Expression | undefined): Evaluate {
    const machine = this.#machine;
    const value = this.value(text);
    const array = this.#scope.array(name, this.#within);
    const find = this.#separator(separator);
    return () => {
      const found = value();
      const target = array();
      const between = find();
      const subject = machine.convert.text(found);
      const split = pieces(subject, between);
      machine.spend(10 + 2 * subject.length + 20 * split.length);
      target.load(split.map((piece) => new InputText(piece, machine.dialect)));
      return split.length;
    };
  }

  #separator(separator: Expression | undefined): () => Separator {
    const { dialect, fields } = this.#machine;
    if (!separator) return () => fields.separator;
    let inner = separator;
    while (inner.type === "group") inner = inner.inner;
    if (inner.type === "pattern") {
      const found = separatorOfPattern(inner.text, dialect);
      return () => found;
    }
    if (inner.type === "string") {
      const found = this.#machine.separator(inner.text);
      return () => found;
    }
    const text = this.text(inner);
    return () => this.#machine.separator(text());
  }

  #substitute(
    { isGlobal, pattern, replacement, place }: Expression & { type: "substitute" },
  ): Evaluate {
    const machine = this.#machine;
    const { convert } = machine;
    const findPattern = this.#pattern(pattern);
    const put = this.value(replacement);
    const findPlace = this.place(place);
    const substitute = isGlobal ? substituteAll : substituteFirst;
    return () => {
      const found = findPattern();
      const value = put();
      const slot = findPlace();
      const subject = convert.text(slot.value);
      const parts = readReplacement(convert.text(value), machine.dialect);
      machine.spend(20 + 4 * subject.length);
      const { text, count } = substitute(subject, found, parts);
      if (count > 0) slot.value = machine.limited(text);
      return count;
    };
  }

  #call(name: string, args: readonly Expression[]): Evaluate {
    const machine = this.#machine;
    const called = this.#scope.function(name);
    const isArray = called.parameters.map((each) => this.#scope.isArray(each, called));
    const given = args.map((arg, index) => {
      if (isArray[index] && arg.type === "variable") {
        return this.#scope.array(arg.name, this.#within);
      }
      const value = this.value(arg);
      return (): Slot => ({ value: value() });
    });
    return () => {
      machine.enter();
      const frame = given.map((each) => each());
      for (let index = frame.length; index < isArray.length; index++) {
        frame.push(isArray[index] ? new AwkArray() : { value: undefined });
      }
      const before = machine.frame;
      machine.frame = frame;
      const value = this.#runBody(called);
      machine.frame = before;
      machine.depth--;
      return value;
    };
  }

  #getline(place: Place | undefined): Evaluate {
    const machine = this.#machine;
    const find = place && this.place(place);
    return () => {
      const slot = find?.();
      const record = machine.input.next();
      if (record === undefined) return 0;
      if (!slot) machine.fields.read(record);
      else slot.value = record === "" ? "" : new InputText(record, machine.dialect);
      return 1;
    };
  }
}

const orders: Readonly<Record<Comparison, (order: number) => boolean>> = {
  "==": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

/** Calculates; what is not finite passes, for its sign and its words are the C library's. */
function calculate(operator: Arithmetic, left: number, right: number): number {
  let value: number;
  switch (operator) {
    case "+":
      value = left + right;
      break;
    case "-":
      value = left - right;
      break;
    case "*":
      value = left * right;
      break;
    case "/":
      value = left / right;
      break;
    case "%":
      value = left % right;
      break;
    default:
      value = power(left, right);
  }
  if (!Number.isFinite(value)) throw new Pass("awk number that is not finite");
  return value;
}

/** A power that is exact, and so the same in every library; any other passes. */
function power(base: number, exponent: number): number {
  if (exponent === 0) return 1;
  if (!Number.isInteger(base) || !Number.isInteger(exponent) || exponent < 0 || exponent > 1100) {
    throw new Pass("awk power");
  }
  let value = 1;
  for (let count = 0; count < exponent && value !== 0; count++) value *= base;
  const isExact = Math.abs(value) <= 2 ** 53 || Number.isInteger(Math.log2(Math.abs(base)));
  if (!isExact) throw new Pass("awk power");
  return value;
}
