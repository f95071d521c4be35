// SPDX-License-Identifier: Apache-2.0

/** The shape of a line, as the evaluator takes it. @module */
import type { Casing, Replacing } from "./modify.ts";

/** Where one descriptor of a command is led. */
export interface Redirect {
  /** The descriptor. */
  readonly fd: number;
  /** `/dev/null`, the descriptor that is duplicated, a file, or the text of a here-document. */
  readonly to: "null" | number | File | Text;
}

/** A file that is opened when the command runs. */
export interface File {
  /** How: `>` stands for every way of writing. */
  readonly mode: "<" | ">";
  /** Its name. */
  readonly file: Word;
}

/** A here-document. */
export interface Text {
  /** What it holds. */
  readonly text: Word;
}

/** A variable in a word: `$NAME`, `${NAME}`, `$?`, and `${NAME%…}`. */
export interface Parameter {
  readonly kind: "parameter";
  /** Its name. */
  readonly name: string;
  /** Whether it stands between double quotes, and is not split. */
  readonly quoted: boolean;
  /** What is made of its value. */
  readonly operation?: Operation | undefined;
}

/** What `${NAME…}` makes of a value. */
export type Operation =
  /** `${#NAME}` */
  | { readonly operator: "length" }
  /** With a colon, an empty value counts as none. */
  | { readonly operator: "-" | "=" | "+" | "?"; readonly colon: boolean; readonly word: Word }
  | { readonly operator: "#" | "##" | "%" | "%%"; readonly pattern: Word }
  /** `${NAME:OFFSET:LENGTH}`, both expressions. */
  | { readonly operator: "slice"; readonly offset: Word; readonly length: Word | undefined }
  | { readonly operator: Replacing; readonly pattern: Word; readonly word: Word }
  /** Without a pattern, every letter is changed. */
  | { readonly operator: Casing; readonly pattern: Word | undefined };

/** `$(…)`, or backticks. */
export interface Substitution {
  readonly kind: "command";
  /** What is run. */
  readonly items: readonly ListItem[];
  /** Whether it stands between double quotes. */
  readonly quoted: boolean;
}

/** `$((…))`. */
export interface Arithmetic {
  readonly kind: "arithmetic";
  /** The expression, before its variables are put in. */
  readonly expression: Word;
  /** Whether it stands between double quotes. */
  readonly quoted: boolean;
}

/** Text outside quotes, whose `*`, `?` and `[` make a pattern. */
export interface Bare {
  readonly kind: "bare";
  /** The text. */
  readonly text: string;
}

/** `~` at the start of a word: a home directory. */
export interface Tilde {
  readonly kind: "tilde";
  /** Whose; empty: that of HOME. */
  readonly user: string;
}

/** What a word consists of; a string is text that stands for itself. */
export type Part = string | Parameter | Substitution | Arithmetic | Bare | Tilde;

/** A word that has lost its quotes: a text, or the parts of one that expands. */
export type Word = string | readonly Part[];

/** One command of a pipeline. */
export type Command =
  | SimpleCommand
  | Group
  | If
  | For
  | While
  | Case
  | FunctionDefinition
  | Background
  | Condition
  | ArithmeticCommand;

/** A command with its arguments. */
export interface SimpleCommand {
  readonly kind: "simple";
  /** Line of its first word, from 1; undefined: only the shell itself counts it. */
  readonly line: number | undefined;
  /** `NAME=value` in front of the command. */
  readonly assignments: readonly (readonly [name: string, value: Word])[];
  /** The command and its arguments. */
  readonly words: readonly Word[];
  /** Redirections in their order. */
  readonly redirects: readonly Redirect[];
}

/** What all commands but simple ones have. */
export interface Compound {
  /** Redirections in their order. */
  readonly redirects: readonly Redirect[];
}

/** `{ …; }`, or `( … )`, which changes nothing outside it. */
export interface Group extends Compound {
  readonly kind: "group";
  /** Its list. */
  readonly items: readonly ListItem[];
  /** Whether it is a subshell. */
  readonly isSubshell: boolean;
}

/** `if …; then …; else …; fi`; `elif` is an `if` in the else part. */
export interface If extends Compound {
  readonly kind: "if";
  readonly condition: readonly ListItem[];
  readonly then: readonly ListItem[];
  readonly else: readonly ListItem[];
}

/** `for NAME in WORD…; do …; done` */
export interface For extends Compound {
  readonly kind: "for";
  readonly name: string;
  /** Undefined: the positional parameters. */
  readonly words: readonly Word[] | undefined;
  readonly body: readonly ListItem[];
}

/** `while …; do …; done`, or `until`. */
export interface While extends Compound {
  readonly kind: "while";
  readonly condition: readonly ListItem[];
  /** What the condition must be for another round. */
  readonly holds: boolean;
  readonly body: readonly ListItem[];
}

/** `case WORD in PATTERN|PATTERN) …;; esac` */
export interface Case extends Compound {
  readonly kind: "case";
  readonly word: Word;
  readonly items: readonly {
    readonly patterns: readonly Word[];
    readonly body: readonly ListItem[];
  }[];
}

/** `NAME() …` */
export interface FunctionDefinition extends Compound {
  readonly kind: "function";
  readonly name: string;
  readonly body: Command;
}

/** A command with `&` behind it, which only a real shell can run. */
export interface Background extends Compound {
  readonly kind: "background";
}

/** `[[ … ]]` of bash. */
export interface Condition extends Compound {
  readonly kind: "condition";
  readonly test: Test;
}

/** `((…))` of bash: whether an expression is not zero. */
export interface ArithmeticCommand extends Compound {
  readonly kind: "arithmetic command";
  readonly expression: Word;
}

/** What stands between `[[` and `]]`. */
export type Test =
  | { readonly kind: "and" | "or"; readonly operands: readonly Test[] }
  | { readonly kind: "not"; readonly operand: Test }
  | { readonly kind: "unary"; readonly operator: string; readonly operand: Word }
  | {
    readonly kind: "binary";
    readonly operator: string;
    readonly left: Word;
    readonly right: Word;
  };

/** One pipeline of a list, and what decides whether it runs. */
export interface ListItem {
  /** How it follows the one before it: always, after success, after failure. */
  readonly after: ";" | "&&" | "||";
  /** Whether `!` stands in front: success is failure. */
  readonly negated: boolean;
  /** The commands from left to right. */
  readonly pipeline: readonly Command[];
}
