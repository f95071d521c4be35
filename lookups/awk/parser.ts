// SPDX-License-Identifier: Apache-2.0

/** Statements and rules: a program's tree from its text (mawk, parse.y). @module */
import { type Dialect, requireMawk } from "./dialect.ts";
import { ExpressionParser } from "./expression_parser.ts";
import { readTokens } from "./lexer.ts";
import { TokenStream } from "./token_stream.ts";
import type { Expression, Program, Rule, Statement, UserFunction } from "./tree.ts";

/** Parses a program; what is none, or is read differently by others where it is not mawk, passes. */
export function parseProgram(source: string, dialect: Dialect): Program {
  return new Parser(source, dialect).run();
}

/** Where a statement stands, and which jumps it may make. */
interface Place {
  readonly inLoop: boolean;
  readonly in: "begin" | "main" | "end" | "function";
}

class Parser {
  readonly #tokens: TokenStream;
  readonly #expressions: ExpressionParser;
  readonly #dialect: Dialect;
  #depth = 0;

  constructor(source: string, dialect: Dialect) {
    this.#dialect = dialect;
    this.#tokens = new TokenStream(readTokens(source, dialect));
    this.#expressions = new ExpressionParser(this.#tokens, dialect);
  }

  run(): Program {
    const begin: Statement[] = [];
    const rules: Rule[] = [];
    const end: Statement[] = [];
    const functions = new Map<string, UserFunction>();
    while (this.#tokens.peek().kind !== "end") {
      if (this.#tokens.takeKeyword("BEGIN")) begin.push(this.#action("begin"));
      else if (this.#tokens.takeKeyword("END")) end.push(this.#action("end"));
      else if (this.#tokens.takeKeyword("function")) {
        const defined = this.#definition();
        if (functions.has(defined.name)) this.#tokens.fail();
        functions.set(defined.name, defined);
      } else rules.push(this.#rule());
    }
    if (begin.length + rules.length + end.length + functions.size === 0) this.#tokens.fail();
    return { begin, rules, end, functions };
  }

  /** A block on the top level, and the one semicolon that may follow it. */
  #action(where: Place["in"]): Statement {
    const block = this.#block({ inLoop: false, in: where });
    this.#tokens.takeSign(";");
    this.#tokens.skipNewlines();
    return block;
  }

  #rule(): Rule {
    if (this.#tokens.isSign("{")) return { patterns: [], action: this.#action("main") };
    const patterns = [this.#expressions.expression()];
    if (this.#tokens.takeSign(",")) patterns.push(this.#expressions.expression());
    if (this.#tokens.isSign("{")) return { patterns, action: this.#action("main") };
    if (!this.#tokens.takeSign(";") && this.#tokens.peek().kind !== "newline") this.#tokens.fail();
    this.#tokens.skipNewlines();
    const print = { type: "print", isFormatted: false, args: [], target: undefined } as const;
    return { patterns, action: print };
  }

  #definition(): UserFunction {
    requireMawk(this.#dialect, "function");
    const name = this.#tokens.expectName();
    this.#tokens.expectSign("(");
    const parameters: string[] = [];
    if (!this.#tokens.takeSign(")")) {
      do {
        const parameter = this.#tokens.expectName();
        if (parameters.includes(parameter) || parameter === name) this.#tokens.fail();
        parameters.push(parameter);
      } while (this.#tokens.takeSign(","));
      this.#tokens.expectSign(")");
    }
    this.#tokens.skipNewlines();
    return { name, parameters, body: this.#action("function") };
  }

  #block(place: Place): Statement {
    this.#tokens.expectSign("{");
    const statements: Statement[] = [];
    this.#tokens.skipNewlines();
    while (!this.#tokens.takeSign("}")) statements.push(this.#statement(place));
    return { type: "block", statements };
  }

  #statement(place: Place): Statement {
    if (++this.#depth > 100) this.#tokens.fail();
    const statement = this.#any(place);
    this.#depth--;
    return statement;
  }

  #any(place: Place): Statement {
    const token = this.#tokens.peek();
    if (token.kind === "newline" || this.#tokens.isSign(";")) {
      this.#tokens.next();
      this.#tokens.skipNewlines();
      return { type: "block", statements: [] };
    }
    if (this.#tokens.isSign("{")) {
      const block = this.#block(place);
      this.#tokens.skipNewlines();
      return block;
    }
    if (token.kind === "keyword") {
      const structured = this.#structured(token.name, place);
      if (structured) return structured;
    }
    const simple = this.#simple(place);
    this.#terminate();
    return simple;
  }

  /** What ends a simple statement: a semicolon, a newline, or the brace that closes its block. */
  #terminate(): void {
    if (this.#tokens.isSign("}")) return;
    if (!this.#tokens.takeSign(";") && this.#tokens.peek().kind !== "newline") this.#tokens.fail();
    this.#tokens.skipNewlines();
  }

  /** Statements that hold others. */
  #structured(name: string, place: Place): Statement | undefined {
    switch (name) {
      case "if": {
        this.#tokens.next();
        const condition = this.#condition();
        const yes = this.#statement(place);
        if (!this.#tokens.takeKeyword("else")) return { type: "if", condition, yes, no: undefined };
        this.#tokens.skipNewlines();
        return { type: "if", condition, yes, no: this.#statement(place) };
      }
      case "while": {
        this.#tokens.next();
        const condition = this.#condition();
        const body = this.#statement({ ...place, inLoop: true });
        return { type: "loop", ...noSteps, condition, body, isLate: false };
      }
      case "do": {
        this.#tokens.next();
        this.#tokens.skipNewlines();
        const body = this.#statement({ ...place, inLoop: true });
        if (!this.#tokens.takeKeyword("while")) this.#tokens.fail();
        this.#tokens.expectSign("(");
        const condition = this.#expressions.expression();
        this.#tokens.expectSign(")");
        this.#terminate();
        return { type: "loop", ...noSteps, condition, body, isLate: true };
      }
      case "for":
        this.#tokens.next();
        return this.#for(place);
      default:
        return undefined;
    }
  }

  /** A condition in parentheses, and the newlines behind it. */
  #condition(): Expression {
    this.#tokens.expectSign("(");
    const condition = this.#expressions.expression();
    this.#tokens.expectSign(")");
    this.#tokens.skipNewlines();
    return condition;
  }

  #for(place: Place): Statement {
    this.#tokens.expectSign("(");
    const isEach = this.#tokens.peek().kind === "name" && this.#tokens.isKeyword("in", 1) &&
      this.#tokens.peek(2).kind === "name" && this.#tokens.isSign(")", 3);
    if (isEach) {
      const variable = this.#tokens.expectName();
      this.#tokens.next();
      const array = this.#expressions.arrayName();
      this.#tokens.next();
      this.#tokens.skipNewlines();
      const body = this.#statement({ ...place, inLoop: true });
      return { type: "each", variable, array, body };
    }
    const part = (end: string) => {
      if (this.#tokens.takeSign(end)) return undefined;
      const expression = this.#expressions.expression();
      this.#tokens.expectSign(end);
      return expression;
    };
    const first = part(";");
    const condition = part(";");
    const step = part(")");
    this.#tokens.skipNewlines();
    const body = this.#statement({ ...place, inLoop: true });
    return { type: "loop", first, condition, step, body, isLate: false };
  }

  #simple(place: Place): Statement {
    const token = this.#tokens.peek();
    if (token.kind !== "keyword") return this.#evaluated();
    switch (token.name) {
      case "print":
      case "printf":
        this.#tokens.next();
        return this.#print(token.name === "printf");
      case "delete":
        this.#tokens.next();
        return this.#delete();
      case "break":
      case "continue":
        if (!place.inLoop) this.#tokens.fail();
        this.#tokens.next();
        return { type: "jump", to: token.name };
      case "next":
      case "nextfile":
        if (place.in !== "main") this.#tokens.fail();
        this.#tokens.next();
        return { type: "jump", to: token.name };
      case "exit":
        this.#tokens.next();
        return { type: "exit", code: this.#optional() };
      case "return":
        if (place.in !== "function") this.#tokens.fail();
        this.#tokens.next();
        return { type: "return", value: this.#optional() };
      default:
        return this.#evaluated();
    }
  }

  #evaluated(): Statement {
    const expression = this.#expressions.expression();
    // the one true awk wants an effect
    const hasEffect = ["assignment", "step", "split", "substitute"].includes(expression.type);
    if (!hasEffect) requireMawk(this.#dialect, "statement without an effect");
    return { type: "expression", expression };
  }

  /** An expression, unless the statement ends. */
  #optional(): Expression | undefined {
    const token = this.#tokens.peek();
    const ends = token.kind === "newline" || token.kind === "end" || this.#tokens.isSign(";") ||
      this.#tokens.isSign("}");
    return ends ? undefined : this.#expressions.expression();
  }

  #print(isFormatted: boolean): Statement {
    const args = this.#expressions.printed();
    if (isFormatted && args.length === 0) this.#tokens.fail();
    // `>>` and `|` are nothing that is answered
    const target = this.#tokens.takeSign(">") ? this.#expressions.expression() : undefined;
    return { type: "print", isFormatted, args, target };
  }

  #delete(): Statement {
    const array = this.#expressions.arrayName();
    if (!this.#tokens.takeSign("[")) return { type: "delete", array, indices: undefined };
    const indices = this.#expressions.list();
    this.#tokens.expectSign("]");
    return { type: "delete", array, indices };
  }
}

const noSteps = { first: undefined, step: undefined } as const;
