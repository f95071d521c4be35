// SPDX-License-Identifier: Apache-2.0

/**
 * Expressions, with mawk's precedences (parse.y), of which some surprise: `" " -1` is a difference,
 * `!x ~ y` negates x alone, and `$NF++` counts NF up.
 *
 * @module
 */
import { type Dialect, requireMawk } from "./dialect.ts";
import { functions } from "./token.ts";
import type { TokenStream } from "./token_stream.ts";
import type { Arithmetic, Comparison, Expression, Place } from "./tree.ts";

const assignments: ReadonlyMap<string, "" | Arithmetic> = new Map([
  ["=", ""],
  ["+=", "+"],
  ["-=", "-"],
  ["*=", "*"],
  ["/=", "/"],
  ["%=", "%"],
  ["^=", "^"],
]);

/** Binary operators below concatenation, by how tightly they bind. */
const levels: ReadonlyMap<string, number> = new Map([
  ["||", 1],
  ["&&", 2],
  ["in", 3],
  ["~", 4],
  ["!~", 4],
  ...["==", "!=", "<", "<=", ">", ">="].map((sign) => [sign, 5] as const),
]);

/** Deeper than any program's expressions, and not too deep for JavaScript. */
const deepest = 200;

/** Parses expressions. */
export class ExpressionParser {
  readonly #tokens: TokenStream;
  readonly #dialect: Dialect;
  /** Within `print`, a `>` outside of parentheses leads to a file. */
  #isPrinting = false;
  #depth = 0;
  /** How many assignments and steps were read. */
  #effects = 0;
  /** Names that were seen as arrays so far. */
  readonly #arrays = new Set<string>();

  constructor(tokens: TokenStream, dialect: Dialect) {
    this.#tokens = tokens;
    this.#dialect = dialect;
  }

  /** An expression. */
  expression(): Expression {
    if (++this.#depth > deepest) this.#tokens.fail();
    const condition = this.#binary(1);
    this.#depth--;
    if (!this.#tokens.takeSign("?")) return condition;
    const yes = this.expression();
    this.#tokens.expectSign(":");
    return { type: "choice", condition, yes, no: this.expression() };
  }

  /** Expressions between commas. */
  list(): Expression[] {
    const list = [this.expression()];
    while (this.#tokens.takeSign(",")) list.push(this.expression());
    return list;
  }

  /** The name of an array. */
  arrayName(): string {
    const name = this.#tokens.expectName();
    this.#arrays.add(name);
    return name;
  }

  /** What `print` prints. */
  printed(): Expression[] {
    this.#isPrinting = true;
    const list = this.#printedList();
    this.#isPrinting = false;
    return list;
  }

  #printedList(): Expression[] {
    const next = this.#tokens.peek();
    if (next.kind === "newline" || next.kind === "end") return [];
    if (next.kind === "sign" && [";", "}", ">", ">>", "|"].includes(next.sign)) return [];
    if (this.#tokens.isSign("(") && this.#tokens.isSign(")", 1)) {
      this.#tokens.next();
      this.#tokens.next();
      return [];
    }
    const first = this.#operandOrList();
    if (Array.isArray(first)) return first;
    const list = [this.#continued(first)];
    while (this.#tokens.takeSign(",")) list.push(this.expression());
    return list;
  }

  /** An expression whose first operand was read already. */
  #continued(operand: Expression): Expression {
    const condition = this.#operators(operand, 1);
    if (!this.#tokens.takeSign("?")) return condition;
    const yes = this.expression();
    this.#tokens.expectSign(":");
    return { type: "choice", condition, yes, no: this.expression() };
  }

  #binary(least: number): Expression {
    const operand = this.#operandOrList();
    if (Array.isArray(operand)) this.#tokens.fail();
    return this.#operators(operand, least);
  }

  #operators(first: Expression, least: number): Expression {
    let left = first;
    while (true) {
      const token = this.#tokens.peek();
      const sign = token.kind === "sign"
        ? token.sign
        : token.kind === "keyword" && token.name === "in"
        ? "in"
        : "";
      const level = levels.get(sign);
      if (level === undefined || level < least) return left;
      if (sign === ">" && this.#isPrinting) return left;
      this.#tokens.next();
      // others know no order between these, or want parentheses within `print`
      if (level > 2 && (this.#isPrinting || isTest(left))) {
        requireMawk(this.#dialect, "chain of comparisons");
      }
      if (sign === "in") {
        left = { type: "in", indices: [left], array: this.arrayName() };
        continue;
      }
      const right = this.#binary(level + 1);
      if (level > 2 && isTest(right)) requireMawk(this.#dialect, "chain of comparisons");
      left = joined(sign, left, right);
    }
  }

  #sign(): string {
    const token = this.#tokens.peek();
    return token.kind === "sign" ? token.sign : token.kind === "keyword" ? token.name : "";
  }

  /** An operand of those operators, or `(a, b)` where `in` does not follow. */
  #operandOrList(): Expression | Expression[] {
    if (this.#tokens.isSign("(")) {
      const group = this.#parenthesized();
      if (Array.isArray(group)) {
        if (!this.#tokens.takeKeyword("in")) return group;
        return { type: "in", indices: group, array: this.arrayName() };
      }
      return this.#assigned(this.#concatenated(this.#summed(group)));
    }
    return this.#assigned(this.#concatenated(this.#sum()));
  }

  /** An assignment, where its sign follows what can be assigned to. */
  #assigned(left: Expression): Expression {
    const token = this.#tokens.peek();
    const operator = token.kind === "sign" ? assignments.get(token.sign) : undefined;
    if (operator === undefined) return left;
    if (!isPlace(left)) this.#tokens.fail();
    this.#tokens.next();
    const before = ++this.#effects;
    const value = this.expression();
    // BusyBox takes the place's value before, and others after that
    if (operator !== "" && this.#effects > before) requireMawk(this.#dialect, "nested effects");
    return { type: "assignment", operator, place: left, value };
  }

  #concatenated(first: Expression): Expression {
    let left = first;
    while (this.#startsOperand()) {
      const right = this.#sum();
      // others take the sign for the number's own
      if (right.type === "arithmetic" && "+-".includes(right.operator)) {
        requireMawk(this.#dialect, "sum in a concatenation");
      }
      left = { type: "concatenation", left, right };
    }
    return left;
  }

  #startsOperand(): boolean {
    const token = this.#tokens.peek();
    switch (token.kind) {
      case "number":
      case "string":
      case "pattern":
      case "field":
      case "name":
        return true;
      case "keyword":
        return functions.has(token.name) ||
          ["length", "split", "match", "sub", "gsub", "getline"].includes(token.name);
      case "sign":
        return ["$", "!", "(", "++", "--"].includes(token.sign);
      default:
        return false;
    }
  }

  #sum(): Expression {
    return this.#added(this.#product());
  }

  /** A sum whose first part stood in parentheses. */
  #summed(group: Expression): Expression {
    return this.#added(this.#multiplied(this.#power(this.#postfix(group))));
  }

  #added(first: Expression): Expression {
    let left = first;
    while (this.#tokens.isSign("+") || this.#tokens.isSign("-")) {
      const operator = this.#sign() as "+" | "-";
      this.#tokens.next();
      left = { type: "arithmetic", operator, left, right: this.#product() };
    }
    return left;
  }

  #product(): Expression {
    return this.#multiplied(this.#unary());
  }

  #multiplied(first: Expression): Expression {
    let left = first;
    while (["*", "/", "%"].some((sign) => this.#tokens.isSign(sign))) {
      const operator = this.#sign() as "*" | "/" | "%";
      this.#tokens.next();
      left = { type: "arithmetic", operator, left, right: this.#unary() };
    }
    return left;
  }

  #unary(): Expression {
    for (const operator of ["!", "-", "+"] as const) {
      if (!this.#tokens.takeSign(operator)) continue;
      if (++this.#depth > deepest) this.#tokens.fail();
      const operand = this.#unary();
      this.#depth--;
      if (operator === "!" && levels.has(this.#sign()) && levels.get(this.#sign())! > 2) {
        requireMawk(this.#dialect, "negation in a comparison");
      }
      return { type: "sign", operator, operand };
    }
    return this.#power(this.#postfix(this.#atom()));
  }

  #atom(): Expression {
    return this.#tokens.isSign("(") ? this.#group() : this.#primary();
  }

  #power(base: Expression): Expression {
    if (!this.#tokens.takeSign("^")) return base;
    return { type: "arithmetic", operator: "^", left: base, right: this.#unary() };
  }

  /** `x++`, where x is a place. */
  #postfix(operand: Expression): Expression {
    const by = this.#tokens.isSign("++") ? 1 : this.#tokens.isSign("--") ? -1 : undefined;
    if (by === undefined || !isPlace(operand)) return operand;
    if (operand.type !== "variable" && operand.type !== "element") {
      requireMawk(this.#dialect, "step of a field");
    }
    this.#tokens.next();
    this.#effects++;
    return { type: "step", by, isBefore: false, place: operand };
  }

  #primary(): Expression {
    const token = this.#tokens.next();
    switch (token.kind) {
      case "number":
        return { type: "number", value: token.value };
      case "string":
        return { type: "string", text: token.text };
      case "pattern":
        return { type: "pattern", text: token.text };
      case "field":
        return { type: "constant field", index: token.index };
      case "name":
        return this.#named(token.name, token.called);
      case "keyword":
        return this.#function(token.name);
      case "sign":
        return this.#signed(token.sign);
      default:
        this.#tokens.fail();
    }
  }

  #signed(sign: string): Expression {
    switch (sign) {
      case "$":
        return { type: "field", index: this.#fieldIndex() };
      case "++":
      case "--": {
        const place = this.#placeAfterStep();
        return { type: "step", by: sign === "++" ? 1 : -1, isBefore: true, place };
      }
      default:
        this.#tokens.fail();
    }
  }

  #placeAfterStep(): Place {
    const operand = this.#atom();
    if (!isPlace(operand)) this.#tokens.fail();
    this.#effects++;
    return operand;
  }

  /** What stands behind a dollar sign. */
  #fieldIndex(): Expression {
    if (this.#tokens.isSign("-") || this.#tokens.isSign("!") || this.#tokens.isSign("+")) {
      this.#tokens.fail();
    }
    const operand = this.#atom();
    const isField = operand.type === "constant field" || operand.type === "field" ||
      (operand.type === "variable" && isSpecial(operand.name));
    if (!isField || !(this.#tokens.isSign("++") || this.#tokens.isSign("--"))) return operand;
    requireMawk(this.#dialect, "step of a field's number");
    return this.#postfix(operand);
  }

  #named(name: string, called: boolean): Expression {
    if (called) {
      this.#tokens.next();
      return { type: "call", name, args: this.#arguments() };
    }
    if (!this.#tokens.takeSign("[")) return { type: "variable", name };
    this.#arrays.add(name);
    const indices = this.list();
    this.#tokens.expectSign("]");
    return { type: "element", array: name, indices };
  }

  /** Arguments, and the parenthesis behind them. */
  #arguments(): Expression[] {
    return this.#enclosed(() => {
      if (this.#tokens.takeSign(")")) return [];
      const list = this.list();
      this.#tokens.expectSign(")");
      return list;
    });
  }

  #group(): Expression {
    const group = this.#parenthesized();
    if (Array.isArray(group)) this.#tokens.fail();
    return group;
  }

  /** `(a)`, of which a field stays a place, or `(a, b)`. */
  #parenthesized(): Expression | Expression[] {
    this.#tokens.expectSign("(");
    return this.#enclosed(() => {
      const list = this.list();
      this.#tokens.expectSign(")");
      if (list.length > 1) return list;
      const [inner] = list as [Expression];
      const isField = inner.type === "constant field" || inner.type === "field" ||
        (inner.type === "variable" && isSpecial(inner.name));
      return isField ? inner : { type: "group", inner };
    });
  }

  #enclosed<T>(parse: () => T): T {
    const before = this.#isPrinting;
    this.#isPrinting = false;
    const result = parse();
    this.#isPrinting = before;
    return result;
  }

  #function(name: string): Expression {
    switch (name) {
      case "length":
        if (!this.#tokens.takeSign("(")) return { type: "builtin", name, args: [] };
        break;
      case "getline":
        return this.#getline();
      case "split":
      case "match":
      case "sub":
      case "gsub":
        this.#tokens.expectSign("(");
        return this.#enclosed(() => this.#ofPattern(name));
      default:
        if (!functions.has(name)) this.#tokens.fail();
        this.#tokens.expectSign("(");
    }
    const args = this.#arguments();
    if (name === "length" && args[0]?.type === "variable") {
      return { type: "length", name: args[0].name, isKnownArray: this.#arrays.has(args[0].name) };
    }
    const [least, most] = functions.get(name) ?? [0, 1];
    if (args.length < least || args.length > most) this.#tokens.fail();
    return { type: "builtin", name, args };
  }

  /** Functions that take a pattern, an array or a place. */
  #ofPattern(name: "split" | "match" | "sub" | "gsub"): Expression {
    const first = this.expression();
    this.#tokens.expectSign(",");
    if (name === "split") {
      const array = this.arrayName();
      const separator = this.#tokens.takeSign(",") ? this.expression() : undefined;
      this.#tokens.expectSign(")");
      return { type: "split", text: first, array, separator };
    }
    const second = this.expression();
    if (name === "match") {
      this.#tokens.expectSign(")");
      return { type: "builtin", name, args: [first, second] };
    }
    const place: Expression = this.#tokens.takeSign(",")
      ? this.expression()
      : { type: "constant field", index: 0 };
    this.#tokens.expectSign(")");
    if (!isPlace(place)) this.#tokens.fail();
    return {
      type: "substitute",
      isGlobal: name === "gsub",
      pattern: first,
      replacement: second,
      place,
    };
  }

  #getline(): Expression {
    const token = this.#tokens.peek();
    const takesPlace = token.kind === "name" || token.kind === "field" || this.#tokens.isSign("$");
    const place = takesPlace ? this.#primary() : undefined;
    if (place && !isPlace(place)) this.#tokens.fail();
    // from a file
    if (this.#tokens.isSign("<")) this.#tokens.fail();
    return { type: "getline", place };
  }
}

/** Variables that the language keeps among the fields. */
export function isSpecial(name: string): boolean {
  return ["NF", "FS", "RS", "OFMT", "CONVFMT"].includes(name);
}

function isPlace(expression: Expression): expression is Place {
  return ["variable", "element", "constant field", "field"].includes(expression.type);
}

function isTest({ type }: Expression): boolean {
  return type === "comparison" || type === "match" || type === "in";
}

function joined(sign: string, left: Expression, right: Expression): Expression {
  switch (sign) {
    case "&&":
    case "||":
      return { type: "logic", operator: sign, left, right };
    case "~":
    case "!~":
      return { type: "match", isNegated: sign === "!~", left, pattern: right };
    default:
      return { type: "comparison", operator: sign as Comparison, left, right };
  }
}
