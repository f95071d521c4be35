// SPDX-License-Identifier: Apache-2.0

/**
 * The automaton of a pattern, its nodes numbered as posix/regcomp.c numbers them: the order decides
 * which of several ways groups are taken from.
 *
 * @module
 */
import { Pass } from "../types.ts";
import type { CharSet } from "./char_set.ts";
import { postorder, preorder, type Tree } from "./tree.ts";

/** One node. */
export interface Node {
  /** What it is: a step over a character, a branch, an anchor, a parenthesis, or the end. */
  readonly kind: Exclude<Tree["kind"], "cat" | "group">;
  /** What a step accepts. */
  readonly set: CharSet | undefined;
  /** The number of a parenthesis' group. */
  readonly group: number;
  /** Whether the group's repetition may be left out. */
  readonly optional: boolean;
  /** What its place must satisfy. */
  readonly constraint: number;
  /** Whether it is a copy. */
  readonly copied: boolean;
  /** Where a step leads; -1 where it is none. */
  next: number;
  /** Where it leads without a step, in ascending order. */
  branches: readonly number[];
}

/** A pattern's automaton. */
export interface Nfa {
  /** The nodes. */
  readonly nodes: readonly Node[];
  /** What each node leads to without a step, itself included, in ascending order. */
  readonly closures: readonly (readonly number[])[];
  /** The first node. */
  readonly start: number;
  /** The number of groups. */
  readonly groups: number;
  /** Of each group, the one whose place it shares: `((a))` is `(a)`. */
  readonly sameAs: readonly number[];
  /** Whether there is more than one way through it. */
  readonly hasBranches: boolean;
}

/** How many nodes there may be, with the copies that constraints make; what has more passes. */
const mostNodes = 6000;

/**
 * Builds the automaton of a tree.
 *
 * @param groups the number of groups in it
 */
export function build(tree: Tree, groups: number): Nfa {
  const sameAs = mergeGroups(tree, groups);
  const root = lowerGroups(tree);
  const nodes: Node[] = [];
  const first = new Map<Tree, number>();
  for (const each of postorder(root)) {
    if (each.kind === "cat") {
      first.set(each, first.get(each.left!)!);
    } else {
      first.set(each, nodes.length);
      nodes.push(nodeOf(each));
    }
  }
  const hasBranches = link(root, nodes, first);
  const start = first.get(root)!;
  inheritConstraints(nodes);
  return { nodes, closures: closuresOf(nodes), start, groups, sameAs, hasBranches };
}

/** A group that holds nothing but a group takes its place; of three, two are left. */
function mergeGroups(tree: Tree, groups: number): number[] {
  const sameAs = Array.from({ length: groups }, (_, index) => index);
  const waiting = [tree];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.kind === "group" && node.left?.kind === "group") {
      sameAs[node.left.group!] = sameAs[node.group!]!;
      node.left = node.left.left;
    }
    if (node.right) waiting.push(node.right);
    if (node.left) waiting.push(node.left);
  }
  return sameAs;
}

/** Parentheses as nodes, with what is between them. */
function lowerGroups(root: Tree): Tree {
  const lowered = (node: Tree | undefined): Tree | undefined => {
    if (node?.kind !== "group") return node;
    const { group, optional, left: body } = node as Tree & { group: number };
    const mark = optional === undefined ? { group } : { group, optional };
    const close: Tree = { kind: "close", ...mark };
    const right: Tree = body ? { kind: "cat", left: body, right: close } : close;
    return { kind: "cat", left: { kind: "open", ...mark }, right };
  };
  for (const node of postorder(root)) {
    node.left = lowered(node.left);
    node.right = lowered(node.right);
  }
  return root;
}

function nodeOf({ kind, set, group, optional, constraint, copied }: Tree): Node {
  return {
    kind: kind as Node["kind"],
    set,
    group: group ?? -1,
    optional: optional ?? false,
    constraint: constraint ?? 0,
    copied: copied ?? false,
    next: -1,
    branches: [],
  };
}

/** Links every node to what follows. */
function link(root: Tree, nodes: readonly Node[], first: ReadonlyMap<Tree, number>): boolean {
  let hasBranches = false;
  const next = new Map<Tree, number>();
  const indexOf = (tree: Tree) => first.get(tree)!;
  for (const tree of preorder(root)) {
    const { left, right } = tree;
    const following = next.get(tree) ?? -1;
    if (tree.kind === "cat") {
      next.set(left!, indexOf(right!));
      next.set(right!, following);
      continue;
    }
    const index = indexOf(tree);
    if (left) next.set(left, tree.kind === "star" ? index : following);
    if (right) next.set(right, following);
    const node = nodes[index]!;
    switch (tree.kind) {
      case "end":
        break;
      case "star":
      case "alt":
        hasBranches = true;
        node.branches = ascending(
          left ? indexOf(left) : following,
          right ? indexOf(right) : following,
        );
        break;
      case "set":
        node.next = following;
        break;
      default:
        node.branches = [following];
    }
  }
  return hasBranches;
}

function ascending(...numbers: number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/**
 * What is reached through an anchor must satisfy its constraint as well: it is copied, with the
 * constraint (duplicate_node_closure). Nodes are walked through in the C library's order.
 */
function inheritConstraints(nodes: Node[]): void {
  const origins: number[] = [];
  const visited = new Set<number>();

  const duplicate = (origin: number, constraint: number): number => {
    if (nodes.length >= mostNodes) throw new Pass("pattern too large");
    const node = nodes[origin]!;
    origins[nodes.length] = origin;
    nodes.push({ ...node, constraint: constraint | node.constraint, copied: true });
    return nodes.length - 1;
  };

  const find = (origin: number, constraint: number): number | undefined => {
    for (let index = nodes.length - 1; index > 0 && nodes[index]!.copied; index--) {
      if (origins[index] === origin && nodes[index]!.constraint === constraint) return index;
    }
    return undefined;
  };

  const duplicateClosure = (top: number, topCopy: number, root: number, initial: number): void => {
    let constraint = initial;
    let [origin, copy] = [top, topCopy];
    while (true) {
      const { branches, next } = nodes[origin]!;
      const target = nodes[copy]!;
      const [one, other] = branches;
      if (one === undefined) {
        target.next = next;
        return;
      }
      target.branches = [];
      if (other === undefined) {
        if (origin === root && copy !== origin) {
          // a loop of the closure
          target.branches = [one];
          return;
        }
        constraint |= nodes[origin]!.constraint;
        const only = duplicate(one, constraint);
        target.branches = [only];
        [origin, copy] = [one, only];
        continue;
      }
      let left = find(one, constraint);
      if (left === undefined) {
        left = duplicate(one, constraint);
        target.branches = [left];
        duplicateClosure(one, left, root, constraint);
      }
      const right = duplicate(other, constraint);
      target.branches = ascending(left, right);
      [origin, copy] = [other, right];
    }
  };

  const visit = (root: number): void => {
    const waiting = [root];
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      if (visited.has(index)) continue;
      visited.add(index);
      const { constraint, branches } = nodes[index]!;
      if (constraint !== 0 && branches.length > 0 && !nodes[branches[0]!]!.copied) {
        duplicateClosure(index, index, index, constraint);
      }
      waiting.push(...nodes[index]!.branches.toReversed());
    }
  };
  for (let index = 0; index < nodes.length; index++) visit(index);
}

function closuresOf(nodes: readonly Node[]): number[][] {
  return nodes.map((_, start) => {
    const reached = new Set([start]);
    for (const index of reached) for (const each of nodes[index]!.branches) reached.add(each);
    return [...reached].sort((a, b) => a - b);
  });
}
