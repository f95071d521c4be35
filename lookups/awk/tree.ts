// SPDX-License-Identifier: Apache-2.0

/** The tree of a program. @module */

/** What can be assigned to. */
export type Place =
  | { readonly type: "variable"; readonly name: string }
  | { readonly type: "element"; readonly array: string; readonly indices: readonly Expression[] }
  /** `$3` has its number from the program's text. */
  | { readonly type: "constant field"; readonly index: number }
  /** `$i` is looked for when it is reached. */
  | { readonly type: "field"; readonly index: Expression };

/** Operators between numbers. */
export type Arithmetic = "+" | "-" | "*" | "/" | "%" | "^";

/** Operators between values of any kind. */
export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";

/** What has a value. */
export type Expression =
  | Place
  | { readonly type: "number"; readonly value: number }
  | { readonly type: "string"; readonly text: string }
  /** `/x/`: whether `$0` matches; elsewhere the pattern itself. */
  | { readonly type: "pattern"; readonly text: string }
  /** What stood between parentheses, and is no place any more. */
  | { readonly type: "group"; readonly inner: Expression }
  | {
    readonly type: "assignment";
    readonly operator: "" | Arithmetic;
    readonly place: Place;
    readonly value: Expression;
  }
  /** `++` and `--`, before or behind. */
  | {
    readonly type: "step";
    readonly by: 1 | -1;
    readonly isBefore: boolean;
    readonly place: Place;
  }
  | {
    readonly type: "arithmetic";
    readonly operator: Arithmetic;
    readonly left: Expression;
    readonly right: Expression;
  }
  | {
    readonly type: "comparison";
    readonly operator: Comparison;
    readonly left: Expression;
    readonly right: Expression;
  }
  | {
    readonly type: "match";
    readonly isNegated: boolean;
    readonly left: Expression;
    readonly pattern: Expression;
  }
  | {
    readonly type: "logic";
    readonly operator: "&&" | "||";
    readonly left: Expression;
    readonly right: Expression;
  }
  | { readonly type: "sign"; readonly operator: "!" | "+" | "-"; readonly operand: Expression }
  | {
    readonly type: "choice";
    readonly condition: Expression;
    readonly yes: Expression;
    readonly no: Expression;
  }
  | { readonly type: "in"; readonly indices: readonly Expression[]; readonly array: string }
  | { readonly type: "concatenation"; readonly left: Expression; readonly right: Expression }
  /** `length(x)`: of a text, or of an array, where mawk had seen x as one before. */
  | { readonly type: "length"; readonly name: string; readonly isKnownArray: boolean }
  /** A function of the language. */
  | { readonly type: "builtin"; readonly name: string; readonly args: readonly Expression[] }
  | {
    readonly type: "split";
    readonly text: Expression;
    readonly array: string;
    readonly separator: Expression | undefined;
  }
  | {
    readonly type: "substitute";
    readonly isGlobal: boolean;
    readonly pattern: Expression;
    readonly replacement: Expression;
    readonly place: Place;
  }
  | { readonly type: "call"; readonly name: string; readonly args: readonly Expression[] }
  /** The next record of the main input. */
  | { readonly type: "getline"; readonly place: Place | undefined };

/** What is done. */
export type Statement =
  | { readonly type: "block"; readonly statements: readonly Statement[] }
  | { readonly type: "expression"; readonly expression: Expression }
  | {
    readonly type: "print";
    readonly isFormatted: boolean;
    readonly args: readonly Expression[];
    /** Behind `>`. */
    readonly target: Expression | undefined;
  }
  | {
    readonly type: "if";
    readonly condition: Expression;
    readonly yes: Statement;
    readonly no: Statement | undefined;
  }
  | {
    readonly type: "loop";
    readonly first: Expression | undefined;
    readonly condition: Expression | undefined;
    readonly step: Expression | undefined;
    readonly body: Statement;
    /** Whether the condition is asked after the body for the first time. */
    readonly isLate: boolean;
  }
  | {
    readonly type: "each";
    readonly variable: string;
    readonly array: string;
    readonly body: Statement;
  }
  | {
    readonly type: "delete";
    readonly array: string;
    /** Undefined: all elements. */
    readonly indices: readonly Expression[] | undefined;
  }
  | { readonly type: "jump"; readonly to: "break" | "continue" | "next" | "nextfile" }
  | { readonly type: "exit"; readonly code: Expression | undefined }
  | { readonly type: "return"; readonly value: Expression | undefined };

/** A pattern and its action. */
export interface Rule {
  /** None: every record. Two: from where the first is true to where the second is. */
  readonly patterns: readonly Expression[];
  readonly action: Statement;
}

/** A function of the program's own. */
export interface UserFunction {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: Statement;
}

/** A whole program. */
export interface Program {
  readonly begin: readonly Statement[];
  readonly rules: readonly Rule[];
  readonly end: readonly Statement[];
  readonly functions: ReadonlyMap<string, UserFunction>;
}
