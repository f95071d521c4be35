// SPDX-License-Identifier: Apache-2.0

/** Expands words: variables, substitutions, arithmetic, fields, patterns of names. @module */
import { mayShowVariable } from "../lookups/policy.ts";
import { encode } from "../lookups/text.ts";
import { Pass, type Policy } from "../lookups/types.ts";
import { ArithmeticError, calculate } from "./arithmetic.ts";
import type { ShellName } from "./builtin_call.ts";
import { border, type Field, fieldsOf, inert, type Piece } from "./fields.ts";
import { cased, replaced, sliced } from "./modify.ts";
import { readPattern } from "../lookups/pattern.ts";
import { escaped, withoutMatch } from "./pattern.ts";
import type { ShellState } from "./state.ts";
import type { ListItem, Operation, Parameter, Part, Word } from "./tree.ts";
import { defaultSeparators, isOwnVariable, isSetByBash } from "./variables.ts";

/** What expansion needs of the shell around it. */
export interface Surroundings {
  /** Whose words they are. */
  readonly shell: ShellName;
  /** Its state. */
  readonly state: ShellState;
  /** The user's policy. */
  readonly policy: Policy;
  /** What the line was called as: `$0`. */
  readonly argv0: string;
  /** What commands print, without newlines at the end. */
  substitute(items: readonly ListItem[]): string;
  /** The working directory as the shell names it. */
  directory(): string;
  /** The home directory of a user; undefined where there is no such user. */
  home(user: string): string | undefined;
  /** The names that a pattern matches, in order. */
  names(pattern: string): readonly string[];
  /** Ends the shell with a message: `${NAME?MESSAGE}`. */
  complain(message: string): never;
}

/** Values longer than this are left to a real shell. */
const longest = 1 << 20;

type Pieces = (Piece | typeof border)[];

/** The words that a word becomes: none, where expansions leave nothing of it. */
export function expandWord(word: Word, around: Surroundings): string[] {
  if (typeof word === "string") return [word];
  const pieces: Pieces = [];
  for (const part of word) expandPart(part, around, pieces);
  const fields = fieldsOf(pieces, separators(around.state), around.shell);
  return fields.flatMap((field) => named(field, around));
}

/** The text that a word becomes where it is not split: a value, a file's name, a `case` word. */
export function expandText(word: Word, around: Surroundings): string {
  if (typeof word === "string") return word;
  return expandField(word, around).text;
}

/** The pattern that a word becomes. */
export function expandPattern(word: Word, around: Surroundings): string {
  if (typeof word === "string") return escaped(word);
  return expandField(word, around).pattern;
}

function expandField(word: Word, around: Surroundings): Field {
  const pieces: Pieces = [];
  for (const part of typeof word === "string" ? [word] : word) {
    if (typeof part !== "string" && part.kind === "parameter" && part.name === "@") {
      throw new Pass("shell variable @");
    }
    expandPart(part, around, pieces, "one");
  }
  let text = "";
  let pattern = "";
  for (const piece of pieces) {
    if (piece === border) throw new Pass("shell variable @");
    text += piece.text;
    // whether a backslash of a value protects differs by shell
    if (piece.isActive && piece.text.includes("\\")) throw new Pass("shell pattern of a value");
    pattern += piece.isActive ? piece.text : escaped(piece.text);
  }
  if (text.length > longest) throw new Pass("shell long value");
  return { text, pattern };
}

/** @param amount whether the word becomes one text, in which nothing is split */
function expandPart(
  part: Part,
  around: Surroundings,
  out: Pieces,
  amount: "many" | "one" = "many",
): void {
  if (typeof part === "string") {
    out.push(inert(part));
    return;
  }
  switch (part.kind) {
    case "bare":
      out.push({ text: part.text, isSplit: false, isActive: true, exists: true });
      break;
    case "tilde":
      out.push(inert(home(part.user, around)));
      break;
    case "command":
      out.push(value(around.substitute(part.items), part.quoted));
      break;
    case "arithmetic":
      out.push(value(String(calculated(part.expression, around)), part.quoted));
      break;
    case "parameter":
      expandParameter(part, around, out, amount);
  }
}

function value(text: string, quoted: boolean): Piece {
  if (text.length > longest) throw new Pass("shell long value");
  return { text, isSplit: !quoted, isActive: !quoted, exists: quoted };
}

/** What fields are split at. */
function separators({ variables }: ShellState): string {
  return variables.changed("IFS")?.value ?? defaultSeparators;
}

function expandParameter(
  part: Parameter,
  around: Surroundings,
  out: Pieces,
  amount: "many" | "one",
): void {
  const { name, quoted, operation } = part;
  if (name === "@" || name === "*") {
    if (operation) throw new Pass(`shell variable ${name}`);
    expandParameters(name, quoted, around, out, amount);
    return;
  }
  const text = variable(name, around);
  if (text === undefined && around.state.requiresSet && !(operation && "colon" in operation)) {
    const isBash = around.shell === "bash";
    const shown = isBash && /^\d/.test(name) ? `$${name}` : name;
    around.complain(`${shown}: ${isBash ? "unbound variable" : "parameter not set"}`);
  }
  if (!operation) {
    out.push(value(text ?? "", quoted));
    return;
  }
  switch (operation.operator) {
    case "-":
    case "=":
    case "+":
    case "?":
      return expandDefault(name, text, operation, quoted, around, out, amount);
    default:
      out.push(value(modified(text ?? "", operation, around), quoted));
  }
}

type Default = Extract<Operation, { colon: boolean }>;

/** What the operators that need no default make of a value. */
function modified(
  text: string,
  operation: Exclude<Operation, Default>,
  around: Surroundings,
): string {
  const read = (word: Word) => readPattern(expandPattern(word, around));
  switch (operation.operator) {
    case "length":
      return String(length(text, around.shell));
    case "#":
    case "##":
    case "%":
    case "%%":
      return withoutMatch(text, read(operation.pattern), operation.operator);
    case "slice": {
      const offset = calculated(operation.offset, around);
      const count = operation.length === undefined
        ? undefined
        : calculated(operation.length, around);
      return sliced(text, offset, count);
    }
    case "/":
    case "//":
    case "/#":
    case "/%": {
      const pattern = read(operation.pattern);
      return replaced(text, pattern, expandText(operation.word, around), operation.operator);
    }
    case "^":
    case "^^":
    case ",":
    case ",,":
      return cased(
        text,
        operation.operator,
        operation.pattern === undefined ? undefined : read(operation.pattern),
      );
  }
}

function expandDefault(
  name: string,
  text: string | undefined,
  { operator, colon, word }: Default,
  quoted: boolean,
  around: Surroundings,
  out: Pieces,
  amount: "many" | "one",
): void {
  const isThere = text !== undefined && !(colon && text === "");
  if (operator === "+" ? !isThere : isThere) {
    out.push(value(operator === "+" ? "" : text!, quoted));
  } else if (operator === "=") {
    if (!/^[A-Za-z_]/.test(name)) throw new Pass(`shell variable ${name}`);
    const assigned = expandText(word, around);
    around.state.variables.set(name, assigned);
    out.push(value(assigned, quoted));
  } else if (operator === "?") {
    const isWord = typeof word !== "string" && word.length > 0;
    const message = isWord ? expandText(word, around) : missing(colon, around.shell);
    around.complain(`${name}: ${message}`);
  } else expandOperand(word, quoted, around, out, amount);
}

function missing(colon: boolean, shell: ShellName): string {
  if (!colon) return "parameter not set";
  return shell === "bash" ? "parameter null or not set" : "parameter not set or null";
}

/** The word of `${NAME:-WORD}`: outside quotes, its own text is split as well. */
function expandOperand(
  word: Word,
  quoted: boolean,
  around: Surroundings,
  out: Pieces,
  amount: "many" | "one",
): void {
  if (quoted) out.push(inert(""));
  for (const part of typeof word === "string" ? [word] : word) {
    if (typeof part !== "string" && part.kind === "bare") {
      out.push({ text: part.text, isSplit: true, isActive: true, exists: false });
    } else expandPart(part, around, out, amount);
  }
}

function expandParameters(
  name: "@" | "*",
  quoted: boolean,
  around: Surroundings,
  out: Pieces,
  amount: "many" | "one",
): void {
  const { parameters } = around.state;
  const ifs = separators(around.state);
  if (quoted && name === "*") {
    out.push(inert(parameters.join(ifs.slice(0, 1))));
    return;
  }
  // each shell has its own view of what is between them then
  if (amount === "one" || (!quoted && ifs !== defaultSeparators)) {
    throw new Pass(`shell variable ${name}`);
  }
  parameters.forEach((parameter, index) => {
    if (quoted) {
      if (index > 0) out.push(border);
      out.push(inert(parameter));
    } else {
      if (index > 0) out.push({ text: " ", isSplit: true, isActive: true, exists: false });
      out.push(value(parameter, false));
    }
  });
}

function length(text: string, shell: ShellName): number {
  if (shell === "sh") return encode(text).length;
  if (/[^\0-\x7f]/.test(text)) throw new Pass("shell length outside ASCII");
  return text.length;
}

/** The value of a variable or parameter; undefined where it is not set. */
function variable(name: string, around: Surroundings): string | undefined {
  const { state, shell } = around;
  if (name === "?") {
    state.requireCertain();
    return String(state.status);
  }
  if (name === "#") return String(state.parameters.length);
  if (name === "0") return around.argv0;
  if (/^\d/.test(name)) return state.parameters[Number(name) - 1];
  const changed = state.variables.changed(name);
  if (changed) return changed.value;
  if (name === "IFS") return defaultSeparators;
  if (name === "PWD") return around.directory();
  if (name === "OLDPWD" && state.directory) return state.directory.previous;
  // what a shell sets itself, and what an injection must not learn
  if (isOwnVariable(name) || !mayShowVariable(name, around.policy)) {
    throw new Pass(`shell variable ${name}`);
  }
  const text = state.variables.get(name);
  const isSetByShell = shell === "bash" ? isSetByBash(name) : name === "PATH";
  if (text === undefined ? isSetByShell : text.includes("\ufffd")) {
    throw new Pass(`shell variable ${name}`);
  }
  return text;
}

function home(user: string, around: Surroundings): string {
  if (user !== "") return around.home(user) ?? `~${user}`;
  const path = variable("HOME", around);
  // bash then asks the user database
  if (!path) throw new Pass("shell ~");
  return path;
}

/** The value of an expression. */
export function calculated(expression: Word, around: Surroundings): bigint {
  const text = expandText(expression, around);
  try {
    return calculate(text, {
      shell: around.shell,
      get(name) {
        const text = variable(name, around);
        if (text === undefined && around.state.requiresSet) {
          throw new Pass(`shell variable ${name}`);
        }
        return text;
      },
      set: (name, assigned) => around.state.variables.set(name, assigned),
    });
  } catch (thrown) {
    if (thrown instanceof ArithmeticError) return around.complain(thrown.message);
    throw thrown;
  }
}

/** The names that a field stands for where it is a pattern, or its own text. */
function named(field: Field, around: Surroundings): readonly string[] {
  const { text, pattern } = field;
  if (text.length > longest) throw new Pass("shell long value");
  if (!/[*?[]/.test(text)) return [text];
  if (pattern === escaped(text) || !readPattern(pattern).isMagic) return [text];
  // whether a backslash of a value protects differs by shell
  if (text.includes("\\")) throw new Pass("shell pattern of a value");
  const names = around.names(pattern);
  return names.length > 0 ? names : [text];
}
