// SPDX-License-Identifier: Apache-2.0

/** Words of the parser, as the evaluator takes them. @module */
import type {
  ArithmeticExpansionPart,
  CommandExpansionPart,
  HereDoc,
  ParameterExpansionPart,
  Word as ParsedWord,
  WordPart,
} from "unbash";
import { Pass } from "../lookups/types.ts";
import type { ShellName } from "./builtin_call.ts";
import { parseScript } from "./parser.ts";
import type { ListItem, Operation, Parameter, Part, Substitution, Word } from "./tree.ts";

/** What words need of the line that they stand in. */
export interface Lowering {
  /** Whose line it is. */
  readonly shell: ShellName;
  /** What a substitution runs; in a here-document, lines are counted otherwise. */
  list(part: CommandExpansionPart, inHereDocument: boolean): ListItem[];
}

/**
 * Where text stands: outside quotes, between double quotes, in a here-document, or behind an
 * operator of `${…}`, where unquoted text is split.
 */
type Place = "bare" | "double" | "here" | "operand";

/** A word of a command. */
export function lowerWord(word: ParsedWord, lowering: Lowering): Word {
  const { text } = word;
  const parts = [...word.parts ?? [literal(text)]];
  const out: Part[] = [];
  const [first] = parts;
  if (text.startsWith("~") && first?.type === "Literal") {
    const [tilde] = /^~[^/]*/.exec(first.text)!;
    // the home of another user, or quotes in its name
    if (tilde !== "~" || (tilde === first.text && parts.length > 1)) throw new Pass("shell ~");
    out.push({ kind: "tilde" });
    parts[0] = literal(first.text.slice(1));
  }
  for (const part of parts) lowerPart(part, "bare", lowering, out);
  return simplified(out, text);
}

/** The value of an assignment; `~` behind a colon is a home directory there, too. */
export function lowerValue(word: ParsedWord, lowering: Lowering): Word {
  if (/:~/.test(word.text)) throw new Pass("shell ~");
  return lowerWord(word, lowering);
}

/** The text of a here-document. */
export function lowerHereDocument(document: HereDoc, lowering: Lowering): Word {
  const { body, delimiter, operator, closing } = document;
  if (!delimiter || !closing) throw new Pass("shell here-document");
  const strips = operator === "<<-";
  if (delimiter.quoted) return strips ? body.text.replace(/^\t+/gm, "") : body.text;
  const out: Part[] = [];
  for (const part of body.parts ?? [literal(body.text)]) {
    if (part.type !== "Literal") {
      if (part.text.includes("\n")) throw new Pass("shell here-document");
      lowerPart(part, "here", lowering, out);
      continue;
    }
    // a joined line would keep its tabs
    if (strips && part.text.includes("\\\n")) throw new Pass("shell here-document");
    const atStart = part.pos === body.pos || part.text === body.text;
    let text = strips ? part.text.replace(/\n\t+/g, "\n") : part.text;
    if (strips && atStart) text = text.replace(/^\t+/, "");
    out.push(unescaped(text, "$`\\"));
  }
  return simplified(out, "");
}

function literal(text: string): WordPart {
  return { type: "Literal", pos: -1, end: -1, value: text, text };
}

function lowerPart(part: WordPart, place: Place, lowering: Lowering, out: Part[]): void {
  const quoted = place === "double" || place === "here";
  switch (part.type) {
    case "Literal":
    case "Glob":
      if (quoted) out.push(unescaped(part.text, '$`"\\'));
      else lowerBare(part.text, place, out);
      break;
    case "SingleQuoted":
      out.push(part.value);
      break;
    case "DoubleQuoted":
      if (quoted) throw new Pass("shell nested quotes");
      // without parameters, `"$@"` leaves nothing at all
      if (part.text !== '"$@"') out.push("");
      for (const inner of part.parts) lowerPart(inner, "double", lowering, out);
      break;
    case "SimpleExpansion":
      out.push(parameter(part.text.slice(1), quoted));
      break;
    case "ParameterExpansion":
      out.push(lowerParameter(part, place, lowering));
      break;
    case "CommandExpansion":
      out.push(lowerCommand(part, place, lowering));
      break;
    case "ArithmeticExpansion":
      out.push({ kind: "arithmetic", expression: lowerArithmetic(part, lowering), quoted });
      break;
    default:
      throw new Pass(`shell syntax ${part.type}`);
  }
}

/** Text outside quotes: what a backslash protects stands for itself. */
function lowerBare(text: string, place: Place, out: Part[]): void {
  for (const [, escaped, plain] of text.matchAll(/\\([^])|([^\\]+|\\$)/g)) {
    if (plain !== undefined) {
      // brackets with quotes or expansions in them
      if (/["'`$]/.test(plain)) throw new Pass("shell pattern");
      const isBare = place === "operand" || /[*?[\]!^-]/.test(plain);
      out.push(isBare ? { kind: "bare", text: plain } : plain);
    } else if (escaped !== "\n") out.push(escaped!);
  }
}

/** Text between double quotes: a backslash is one only before these characters, and a newline. */
function unescaped(text: string, special: string): string {
  return text.replace(/\\([^])/g, (whole, char: string) => {
    if (char === "\n") return "";
    return special.includes(char) ? char : whole;
  });
}

const ordinaryName = /^([A-Za-z_][A-Za-z0-9_]*|\d+)$/;

function parameter(name: string, quoted: boolean, operation?: Operation): Parameter {
  // the shell's own number, flags and jobs
  if (!ordinaryName.test(name) && !/^[?#@*]$/.test(name)) throw new Pass(`shell variable ${name}`);
  return { kind: "parameter", name, quoted, ...operation && { operation } };
}

function lowerParameter(
  part: ParameterExpansionPart,
  place: Place,
  lowering: Lowering,
): Parameter {
  const { parameter: name, prefix, index, operation } = part;
  const quoted = place === "double" || place === "here";
  if (index || prefix === "!") throw new Pass("shell expansion of bash");
  if (prefix === "#" || part.text.startsWith("${#")) {
    if (operation || (prefix === "#" && !ordinaryName.test(name))) {
      throw new Pass("shell expansion of a length");
    }
    if (prefix !== "#") return parameter(name, quoted);
    return parameter(name, quoted, { operator: "length", colon: false, word: [] });
  }
  if (!operation) return parameter(name, quoted);
  if (operation.type === "Remove") {
    const { operator, operand } = operation;
    // quotes in a pattern are quotes, whatever surrounds the expansion, but in a here-document
    if (place === "here" && /["'\\]/.test(operand.text)) throw new Pass("shell nested quotes");
    return parameter(name, quoted, {
      operator,
      colon: false,
      word: lowerOperand(operand, "operand", lowering),
    });
  }
  if (operation.type !== "Default") throw new Pass("shell expansion of bash");
  const { operator, operand } = operation;
  if (quoted && /["\\]/.test(operand.text)) throw new Pass("shell nested quotes");
  if (place === "here" && operand.text.includes("'")) throw new Pass("shell nested quotes");
  return parameter(name, quoted, {
    operator: operator.at(-1) as "-" | "=" | "+" | "?",
    colon: operator.startsWith(":"),
    word: lowerOperand(operand, quoted ? "double" : "operand", lowering),
  });
}

function lowerOperand(word: ParsedWord, place: Place, lowering: Lowering): Word {
  if (/(^|:)~/.test(word.text)) throw new Pass("shell ~");
  if (word.text === "") return [];
  const out: Part[] = [];
  for (const part of word.parts ?? [literal(word.text)]) lowerPart(part, place, lowering, out);
  return out;
}

function lowerCommand(
  part: CommandExpansionPart,
  place: Place,
  lowering: Lowering,
): Substitution {
  // `$((` is arithmetic to dash, whatever follows; escaped backticks nest
  if (part.text.startsWith("$((") || (part.text.startsWith("`") && part.text.includes("\\"))) {
    throw new Pass("shell substitution");
  }
  const quoted = place === "double" || place === "here";
  return { kind: "command", items: lowering.list(part, place === "here"), quoted };
}

/** The text of an expression is taken as if it stood between double quotes. */
function lowerArithmetic({ text }: ArithmeticExpansionPart, lowering: Lowering): Word {
  if (!text.startsWith("$((") || !text.endsWith("))")) throw new Pass("shell arithmetic");
  const body = text.slice(3, -2);
  if (!/[$`"'\\]/.test(body)) return body;
  if (/["'\\]/.test(body)) throw new Pass("shell arithmetic");
  const { commands } = parseScript(`: "${body}"`);
  const command = commands[0]?.command;
  const [word] = command?.type === "Command" ? command.suffix : [];
  if (word?.type !== "Word" || commands.length !== 1) throw new Pass("shell arithmetic");
  return lowerWord(word, lowering);
}

/** A word of texts alone is one text; its pattern characters count where they are a pattern. */
function simplified(parts: readonly Part[], source: string): Word {
  const isText = parts.every((part) =>
    typeof part === "string" || (part.kind === "bare" && !/[*?[]/.test(source))
  );
  if (!isText) return parts;
  return parts.map((part) => typeof part === "string" ? part : (part as { text: string }).text)
    .join("");
}
