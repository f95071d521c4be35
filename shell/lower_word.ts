// SPDX-License-Identifier: Apache-2.0

/** Words of the parser, as the evaluator takes them. @module */
import type { CommandExpansionPart, Word as ParsedWord, WordPart } from "unbash";
import { Pass } from "../lookups/types.ts";
import { expandBraces } from "./braces.ts";
import type { Lowering } from "./lower.ts";
import { lowerParameter, parameter } from "./lower_parameter.ts";
import { parseScript } from "./parser.ts";
import type { Part, Substitution, Word } from "./tree.ts";

/**
 * Where text stands: outside quotes, between double quotes, in a here-document, or behind an
 * operator of `${…}`, where unquoted text is split.
 */
export type Place = "bare" | "double" | "here" | "operand";

/** The words of a command that one word makes: several where bash expands braces. */
export function lowerWords(word: ParsedWord, lowering: Lowering): Word[] {
  const { parts } = word;
  if (!parts?.some(({ type }) => type === "BraceExpansion") || lowering.shell !== "bash") {
    return [lowerWord(word, lowering)];
  }
  return expandBraces(parts).flatMap((each) => {
    const text = each.map((part) => part.text).join("");
    return text === "" ? [] : [lowerParts(each, text, lowering)];
  });
}

/** A word that stays one. */
export function lowerWord({ text, parts }: ParsedWord, lowering: Lowering): Word {
  return lowerParts(parts ?? [literal(text)], text, lowering);
}

function lowerParts(given: readonly WordPart[], text: string, lowering: Lowering): Word {
  const parts = [...given];
  const out: Part[] = [];
  const [first] = parts;
  if (text.startsWith("~") && first?.type === "Literal") {
    const [tilde] = /^~[^/]*/.exec(first.text)!;
    // quotes or an expansion in the name
    if (tilde === first.text && parts.length > 1) throw new Pass("shell ~");
    out.push(lowerTilde(tilde));
    parts[0] = literal(first.text.slice(tilde.length));
  }
  for (const part of parts) lowerPart(part, "bare", lowering, out);
  return simplified(out, text);
}

function lowerTilde(tilde: string): Part {
  const user = tilde.slice(1);
  // directories that bash remembers, and quotes
  if (user !== "" && !/^[a-z_][a-z0-9_-]*$/.test(user)) throw new Pass("shell ~");
  return { kind: "tilde", user };
}

/** The value of an assignment; `~` behind a colon is a home directory there, too. */
export function lowerValue(word: ParsedWord, lowering: Lowering): Word {
  const { text, parts } = word;
  if (!/:~/.test(text)) return lowerWord(word, lowering);
  // quotes and expansions may hold colons of their own
  if (parts) throw new Pass("shell ~");
  const out: Part[] = [];
  text.split(/(?<=:)(?=~)/).forEach((each) => {
    const value = lowerWord({ ...word, text: each, value: each }, lowering);
    if (typeof value === "string") out.push(value);
    else out.push(...value);
  });
  return out;
}

/** Text that the parser would have given. */
export function literal(text: string): WordPart {
  return { type: "Literal", pos: -1, end: -1, value: text, text };
}

/** Lowers a part of a word. */
export function lowerPart(part: WordPart, place: Place, lowering: Lowering, out: Part[]): void {
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
    case "AnsiCQuoted":
      out.push(ansiText(part.text, part.value, lowering));
      break;
    case "LocaleString":
      // translated only where a locale is
      if (quoted) throw new Pass("shell nested quotes");
      out.push(lowering.shell === "bash" ? "" : "$");
      for (const inner of part.parts) lowerPart(inner, "double", lowering, out);
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
      out.push(lowerSubstitution(part, place, lowering));
      break;
    case "ArithmeticExpansion": {
      const { text } = part;
      if (!text.startsWith("$((") || !text.endsWith("))")) throw new Pass("shell arithmetic");
      const expression = lowerExpression(text.slice(3, -2), lowering);
      out.push({ kind: "arithmetic", expression, quoted });
      break;
    }
    case "BraceExpansion":
      // dash has none
      if (lowering.shell === "bash") throw new Pass("shell syntax BraceExpansion");
      out.push("{");
      for (const inner of part.parts ?? [literal(part.text.slice(1, -1))]) {
        lowerPart(inner, place, lowering, out);
      }
      out.push("}");
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
export function unescaped(text: string, special: string): string {
  return text.replace(/\\([^])/g, (whole, char: string) => {
    if (char === "\n") return "";
    return special.includes(char) ? char : whole;
  });
}

/** `$'…'` of bash; to dash, a dollar sign and a quoted text that ends at the first quote. */
function ansiText(text: string, value: string, { shell }: Lowering): string {
  const inner = text.slice(2, -1);
  if (!inner.includes("\\")) return shell === "bash" ? inner : `$${inner}`;
  // of the others the parser need not agree with bash, or bytes are no text
  if (shell !== "bash" || !/^([^\\]|\\[abefnrtv\\'"?])*$/.test(inner)) {
    throw new Pass("shell syntax AnsiCQuoted");
  }
  return value;
}

function lowerSubstitution(
  part: CommandExpansionPart,
  place: Place,
  lowering: Lowering,
): Substitution {
  const { text } = part;
  // `$((` is arithmetic to dash, whatever follows
  if (text.startsWith("$((")) throw new Pass("shell substitution");
  if (place === "here" && text.startsWith("`") && text.includes("\\")) {
    throw new Pass("shell substitution");
  }
  const quoted = place === "double" || place === "here";
  return { kind: "command", items: lowering.substitution(part, place === "here"), quoted };
}

/** The text of an expression is taken as if it stood between double quotes. */
export function lowerExpression(body: string, lowering: Lowering): Word {
  if (!/[$`"'\\]/.test(body)) return body;
  if (/["'\\]/.test(body)) throw new Pass("shell arithmetic");
  const { commands } = parseScript(`: "${body}"`);
  const command = commands[0]?.command;
  const [word] = command?.type === "Command" ? command.suffix : [];
  if (word?.type !== "Word" || commands.length !== 1) throw new Pass("shell arithmetic");
  return lowerWord(word, lowering);
}

/** A word of texts alone is one text; its pattern characters count where they are a pattern. */
export function simplified(parts: readonly Part[], source: string): Word {
  const isText = parts.every((part) =>
    typeof part === "string" || (part.kind === "bare" && !/[*?[]/.test(source))
  );
  if (!isText) return parts;
  return parts.map((part) => typeof part === "string" ? part : (part as { text: string }).text)
    .join("");
}
