// SPDX-License-Identifier: Apache-2.0

/**
 * What mawk's machine finds as POSIX would. It tries every way through a pattern (rexp2.c, rexp3.c), but
 * ends as soon as it comes a second time to the same match (REmatch), and leaves a loop that made no
 * step: so what it finds is the longest of the leftmost only where no two ways lead to one match.
 *
 * @module
 */
import { build } from "./nfa.ts";
import { constraint, copyOf, postorder, type Tree } from "./tree.ts";

/** Whether it is found that there is a match. */
export function findsAny(tree: Tree): boolean {
  const pattern = patternOf(tree);
  return !pattern || isLoop(pattern) || alternativesOf(pattern).every(isPlain);
}

/** Whether the longest of the leftmost matches is found. */
export function findsLongest(tree: Tree): boolean {
  const pattern = patternOf(tree);
  if (!pattern || isLoop(pattern)) return true;
  const alternatives = alternativesOf(pattern);
  if (!alternatives.every(isPlain)) return false;
  // of two alternatives the second comes to the first one's match with its longest
  const isPair = alternatives.length === 2 && alternatives.every((each) => isGreedy(each));
  if (isPair) return alternatives.every(hasOneWay);
  return isSkip(pattern) || (hasPlainLoops(pattern) && hasOneWay(pattern));
}

/** The alternatives that a pattern is made of. */
function alternativesOf(pattern: Tree): Tree[] {
  const { kind, left, right } = pattern;
  return kind === "alt" && left && right ? [...alternativesOf(left), right] : [pattern];
}

function isPlain(pattern: Tree): boolean {
  return isPlaced(pattern) && hasPlainLoops(pattern);
}

function patternOf(tree: Tree): Tree | undefined {
  return tree.kind === "cat" && tree.right?.kind === "end" ? tree.left : undefined;
}

function isStar({ kind }: Tree): boolean {
  return kind === "star";
}

/** One set, any number of times. */
function isLoop({ kind, left }: Tree): boolean {
  return kind === "star" && left!.kind === "set";
}

/** Where a match begins is told by its first character, or by an anchor: not by nothing. */
function isPlaced(pattern: Tree): boolean {
  if (!isNullable(pattern) || startsLine(pattern)) return true;
  const { kind, left, right } = pattern;
  return kind === "cat" && isLoop(left!) && right!.constraint === constraint.nextNewline;
}

function startsLine(pattern: Tree): boolean {
  let first = pattern;
  while (first.kind === "cat") first = first.left!;
  return first.constraint === constraint.prevNewline;
}

/** Nothing is repeated or left out that may be empty, and no loop is within another. */
function hasPlainLoops(pattern: Tree): boolean {
  return postorder(pattern).every(({ kind, left, right }) => {
    if (kind === "star") return !isNullable(left) && !postorder(left!).some(isStar);
    if (kind === "alt") return !isNullable(left) && !(right && isNullable(right));
    return true;
  });
}

/** Nothing is taken or left out once: that is left out first, in the older version. */
function isGreedy(pattern: Tree): boolean {
  return postorder(pattern).every(({ kind, right }) => kind !== "alt" || right);
}

/** Fixed characters with a single `.*` between them, for which there is an instruction. */
function isSkip(pattern: Tree): boolean {
  const nodes = postorder(pattern).filter(({ kind }) => kind !== "cat");
  const loops = nodes.filter(isStar);
  return loops.length === 1 && isAnything(loops[0]!.left!) &&
    nodes.every(({ kind }) => kind === "set" || kind === "star" || kind === "anchor");
}

function isAnything({ set }: Tree): boolean {
  return everyByte.every((code) => set?.has(code));
}

const everyByte = Array.from({ length: 256 }, (_, code) => code);

function isNullable(root: Tree | undefined): boolean {
  if (!root) return true;
  const nullable = new Map<Tree, boolean>();
  for (const node of postorder(root)) {
    nullable.set(node, of(node, (below) => below === undefined || nullable.get(below)!));
  }
  return nullable.get(root)!;
}

function of({ kind, left, right }: Tree, below: (tree: Tree | undefined) => boolean): boolean {
  switch (kind) {
    case "set":
      return false;
    case "cat":
      return below(left) && below(right);
    case "alt":
      return below(left) || below(right);
    default:
      return true;
  }
}

/** Whether a character decides at every place where it leads. */
function hasOneWay(pattern: Tree): boolean {
  const tree: Tree = { kind: "cat", left: copyOf(pattern), right: { kind: "end" } };
  const { nodes, closures, start } = build(tree, 0);
  const places = [start, ...nodes.map(({ next }) => next).filter((next) => next >= 0)];
  return new Set(places).values().every((place) => {
    const steps = closures[place]!.filter((index) => nodes[index]!.set);
    return everyByte.every((code) =>
      steps.filter((index) => nodes[index]!.set!.has(code)).length < 2
    );
  });
}
