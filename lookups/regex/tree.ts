// SPDX-License-Identifier: Apache-2.0

/** What a parser makes of a pattern: a tree, as posix/regcomp.c builds it. @module */
import type { CharSet } from "./char_set.ts";

/** A node and what is below it. */
export interface Tree {
  /** What the node is. */
  readonly kind: Kind;
  /** What comes first, or the only thing below. */
  left?: Tree | undefined;
  /** What comes second. */
  right?: Tree | undefined;
  /** What a step accepts. */
  readonly set?: CharSet;
  /** What a place must satisfy: bits of `constraint`. */
  readonly constraint?: number;
  /** The number of a group, from 0. */
  group?: number;
  /** Whether the group's repetition may be left out: an empty one then leaves no trace. */
  optional?: boolean;
  /** Whether it was copied, for `a{2}`. */
  readonly copied?: boolean;
}

/** Kinds of nodes. */
export type Kind =
  /** One character of a set. */
  | "set"
  /** A place that satisfies a constraint. */
  | "anchor"
  /** One behind the other. */
  | "cat"
  /** One or the other; none stands for nothing. */
  | "alt"
  /** Any number of times. */
  | "star"
  /** Something in parentheses. */
  | "group"
  /** A parenthesis. */
  | "open"
  | "close"
  /** The end of the pattern. */
  | "end";

/** What must be before a place (`prev`) and behind it (`next`). */
export const constraint = {
  prevWord: 1,
  prevOther: 2,
  prevNewline: 4,
  prevBegin: 8,
  nextWord: 16,
  nextOther: 32,
  nextNewline: 64,
  nextEnd: 128,
} as const;

/** The nodes of a tree, each behind what is below it. */
export function postorder(root: Tree): Tree[] {
  // in reverse: each node, what is right, what is left
  const nodes: Tree[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    nodes.push(node);
    if (node.left) waiting.push(node.left);
    if (node.right) waiting.push(node.right);
  }
  return nodes.reverse();
}

/** The nodes of a tree, each before what is below it. */
export function preorder(root: Tree): Tree[] {
  const nodes: Tree[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    nodes.push(node);
    if (node.right) waiting.push(node.right);
    if (node.left) waiting.push(node.left);
  }
  return nodes;
}

/** A copy of a tree, with a mark on every node. */
export function copyOf(root: Tree, mark: Pick<Tree, "copied" | "optional"> = {}): Tree {
  const copies = new Map<Tree, Tree>();
  for (const node of postorder(root)) {
    const left = node.left && copies.get(node.left);
    const right = node.right && copies.get(node.right);
    copies.set(node, { ...node, left, right, ...mark });
  }
  return copies.get(root)!;
}
