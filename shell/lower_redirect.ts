// SPDX-License-Identifier: Apache-2.0

/** Redirections of the parser, as the evaluator takes them. @module */
import type { HereDoc, Redirection } from "unbash";
import { Pass } from "../lookups/types.ts";
import type { Lowering } from "./lower.ts";
import { literal, lowerPart, lowerWord, simplified, unescaped } from "./lower_word.ts";
import type { Part, Redirect, Word } from "./tree.ts";

/** What a redirection leads where. */
export function lowerRedirect(node: Redirection, lowering: Lowering): Redirect[] {
  const { descriptor } = node;
  if (descriptor && (descriptor.type !== "FileDescriptor" || descriptor.value > 9)) {
    throw new Pass("shell descriptor");
  }
  const given = descriptor?.value;
  const readsInput = (given ?? 0) === 0;
  if (node.type === "HereDoc") {
    if (!readsInput) throw new Pass("shell descriptor");
    return [{ fd: 0, to: { text: lowerHereDocument(node, lowering) } }];
  }
  const { target } = node;
  if (!target) throw new Pass("shell syntax");
  const word = lowerWord(target, lowering);
  if (node.type === "HereString") {
    if (lowering.shell !== "bash") throw new Pass("shell syntax of bash");
    if (!readsInput) throw new Pass("shell descriptor");
    const text = typeof word === "string" ? `${word}\n` : [...word, "\n"];
    return [{ fd: 0, to: { text } }];
  }
  switch (node.operator) {
    case "<":
      if (!readsInput) throw new Pass("shell descriptor");
      return [{ fd: 0, to: word === "/dev/null" ? "null" : { mode: "<", file: word } }];
    case ">":
    case ">>":
    case ">|":
      return [{ fd: given ?? 1, to: written(word) }];
    case ">&":
      if (typeof word !== "string" || !/^\d$/.test(word)) throw new Pass("shell descriptor");
      return [{ fd: given ?? 1, to: Number(word) }];
    case "&>":
    case "&>>":
      // the command in the background to dash
      if (lowering.shell !== "bash") throw new Pass("shell syntax of bash");
      return [{ fd: 1, to: written(word) }, { fd: 2, to: 1 }];
    default:
      throw new Pass("shell redirection");
  }
}

function written(word: Word): Redirect["to"] {
  return word === "/dev/null" ? "null" : { mode: ">", file: word };
}

/** The text of a here-document. */
function lowerHereDocument(document: HereDoc, lowering: Lowering): Word {
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
