// SPDX-License-Identifier: Apache-2.0

/** `${…}` of the parser, as the evaluator takes it. @module */
import type { ParameterExpansionPart, Word as ParsedWord } from "unbash";
import { Pass } from "../lookups/types.ts";
import type { Lowering } from "./lower.ts";
import { literal, lowerExpression, lowerPart, type Place } from "./lower_word.ts";
import type { Operation, Parameter, Part, Word } from "./tree.ts";

const ordinaryName = /^([A-Za-z_][A-Za-z0-9_]*|\d+)$/;

/** A parameter by its name. */
export function parameter(name: string, quoted: boolean, operation?: Operation): Parameter {
  // the shell's own number, flags and jobs
  if (!ordinaryName.test(name) && !/^[?#@*]$/.test(name)) throw new Pass(`shell variable ${name}`);
  return { kind: "parameter", name, quoted, ...operation && { operation } };
}

/** A parameter, and what is made of its value. */
export function lowerParameter(
  part: ParameterExpansionPart,
  place: Place,
  lowering: Lowering,
): Parameter {
  const { parameter: name, prefix, index, operation } = part;
  const quoted = isQuoted(place);
  if (index || prefix === "!") throw new Pass("shell expansion of bash");
  if (prefix === "#" || part.text.startsWith("${#")) {
    if (operation || (prefix === "#" && !ordinaryName.test(name))) {
      throw new Pass("shell expansion of a length");
    }
    if (prefix !== "#") return parameter(name, quoted);
    return parameter(name, quoted, { operator: "length" });
  }
  if (!operation) return parameter(name, quoted);
  return parameter(name, quoted, lowerOperation(operation, place, lowering));
}

function isQuoted(place: Place): boolean {
  return place === "double" || place === "here";
}

function lowerOperation(
  operation: NonNullable<ParameterExpansionPart["operation"]>,
  place: Place,
  lowering: Lowering,
): Operation {
  const pattern = (word: ParsedWord) => lowerPattern(word, place, lowering);
  switch (operation.type) {
    case "Remove":
      return { operator: operation.operator, pattern: pattern(operation.operand) };
    case "Default": {
      const { operator, operand } = operation;
      const quoted = isQuoted(place);
      if (quoted && /["\\]/.test(operand.text)) throw new Pass("shell nested quotes");
      if (place === "here" && operand.text.includes("'")) throw new Pass("shell nested quotes");
      return {
        operator: operator.at(-1) as "-" | "=" | "+" | "?",
        colon: operator.startsWith(":"),
        word: lowerOperand(operand, quoted ? "double" : "operand", lowering),
      };
    }
  }
  // a bad substitution to dash
  if (lowering.shell !== "bash") throw new Pass("shell expansion of bash");
  switch (operation.type) {
    case "Slice": {
      const { offset, length } = operation;
      return {
        operator: "slice",
        offset: lowerExpression(offset.text, lowering),
        length: length && lowerExpression(length.text, lowering),
      };
    }
    case "Replace": {
      const { operator, replacement } = operation;
      // what was matched, where it is not quoted (patsub_replacement, bash 5.2)
      if (/[&\\]/.test(replacement.text)) throw new Pass("shell replacement");
      if (isQuoted(place) && /["']/.test(replacement.text)) throw new Pass("shell nested quotes");
      return {
        operator,
        pattern: pattern(operation.pattern),
        word: lowerOperand(replacement, "operand", lowering),
      };
    }
    case "CaseModification":
      return {
        operator: operation.operator,
        pattern: operation.operand && operation.operand.text !== "" && pattern(operation.operand) ||
          undefined,
      };
    default:
      throw new Pass("shell expansion of bash");
  }
}

/** Quotes in a pattern are quotes, whatever surrounds the expansion, but in a here-document. */
function lowerPattern(word: ParsedWord, place: Place, lowering: Lowering): Word {
  if (place === "here" && /["'\\]/.test(word.text)) throw new Pass("shell nested quotes");
  return lowerOperand(word, "operand", lowering);
}

function lowerOperand(word: ParsedWord, place: Place, lowering: Lowering): Word {
  if (/(^|:)~/.test(word.text)) throw new Pass("shell ~");
  if (word.text === "") return [];
  const out: Part[] = [];
  for (const part of word.parts ?? [literal(word.text)]) lowerPart(part, place, lowering, out);
  return out;
}
