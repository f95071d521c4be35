// SPDX-License-Identifier: Apache-2.0

/** The text that every match of a pattern holds: what lacks it is no match, and quickly told. @module */
import type { Tree } from "./tree.ts";

/** A text that is in every match. */
export interface Literal {
  /** The text; it may be empty. */
  readonly text: string;
  /** Whether a match is nothing else. */
  readonly isWhole: boolean;
}

/** The longest text that a pattern's tree asks for in one piece. */
export function literalOf(tree: Tree): Literal {
  let [longest, current] = ["", ""];
  let isWhole = true;
  for (const node of sequence(tree)) {
    const code = node.kind === "set" ? node.set!.only() : undefined;
    if (code !== undefined) {
      current += String.fromCodePoint(code);
      if (current.length > longest.length) longest = current;
    } else if (node.kind !== "end") {
      isWhole = false;
      if (node.kind !== "open") current = "";
    }
  }
  return { text: longest, isWhole };
}

/** What a tree asks for one behind the other, groups opened. */
function sequence(tree: Tree): Tree[] {
  const found: Tree[] = [];
  const waiting: (Tree | undefined)[] = [tree];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (!node) continue;
    if (node.kind === "cat") waiting.push(node.right, node.left);
    // a parenthesis is no character, and yet more than text
    else if (node.kind === "group") waiting.push({ kind: "open" }, node.left);
    else found.push(node);
  }
  return found;
}
