// SPDX-License-Identifier: Apache-2.0

/**
 * Sets of nodes of an automaton, built as they are needed: a match takes one step for each character,
 * whatever the pattern is.
 *
 * @module
 */
import { Pass } from "../types.ts";
import { isWord, upperCase } from "./char_class.ts";
import type { Budget } from "./budget.ts";
import type { Nfa } from "./nfa.ts";
import type { Syntax } from "./syntax.ts";
import { constraint } from "./tree.ts";

/** What is on one side of a place; none of them: a character that is no part of a word. */
export const context = { word: 1, newline: 2, begin: 4, end: 8 } as const;

/** The nodes that a match may be at. */
export interface State {
  /** The nodes, in ascending order. */
  readonly nodes: readonly number[];
  /** The ends among them; undefined where there is none. */
  readonly ends: readonly number[] | undefined;
  /** The first end that what follows allows, or -1: by context, as it was asked for. */
  readonly firstEnd: number[];
  /** What follows by character. */
  readonly transitions: (State | undefined)[];
  /** What follows by characters beyond 255. */
  readonly others: Map<number, State>;
}

/** How many states are kept. */
const mostStates = 2000;

/** The states of an automaton. */
export class States {
  readonly #nfa: Nfa;
  readonly #syntax: Syntax;
  readonly #known = new Map<string, State>();
  readonly #starts = new Map<number, State>();
  /** Whether it matters what is around a place. */
  readonly usesContext: boolean;
  /** Whether words matter: `\<`, `\b`. */
  readonly usesWords: boolean;
  #startsFirst: boolean | undefined;
  /** Whether a match may begin anywhere: the start is part of every state. */
  readonly #anywhere: boolean;

  readonly #budget: Budget;

  constructor(nfa: Nfa, syntax: Syntax, budget: Budget, { anywhere }: { anywhere: boolean }) {
    this.#nfa = nfa;
    this.#budget = budget;
    this.#syntax = syntax;
    this.#anywhere = anywhere;
    const { prevWord, prevOther, nextWord, nextOther } = constraint;
    const words = prevWord | prevOther | nextWord | nextOther;
    this.usesContext = nfa.nodes.some((node) => node.constraint !== 0);
    this.usesWords = nfa.nodes.some((node) => (node.constraint & words) !== 0);
  }

  /** Whether characters are UTF-8's. */
  get isUtf8(): boolean {
    return this.#syntax.utf8;
  }

  /** Whether a match starts at the start of a subject or nowhere. */
  get startsFirst(): boolean {
    return this.#startsFirst ??= !this.#syntax.multiline &&
      [0, context.word].every((each) => this.start(each).nodes.length === 0);
  }

  /** The state in which a match starts behind what `previous` says. */
  start(previous: number): State {
    let state = this.#starts.get(previous);
    if (!state) {
      const members = new Set<number>();
      this.#collect(this.#nfa.start, previous, members);
      this.#starts.set(previous, state = this.#acquire(members));
    }
    return state;
  }

  /** The first node at which a match ends before what `next` says; -1 where none does. */
  endBefore(state: State, next: number): number {
    const { ends, firstEnd } = state;
    if (!ends) return -1;
    const { nodes } = this.#nfa;
    return firstEnd[next] ??= ends.find((index) => allowsNext(nodes[index]!.constraint, next)) ??
      -1;
  }

  /** The state behind a character. */
  step(state: State, code: number): State {
    const known = code < 256 ? state.transitions[code] : state.others.get(code);
    return known ?? this.#build(state, code);
  }

  /** What a character is to a match that starts or ends beside it. */
  outerContext(code: number): number {
    const found = this.contextOf(code);
    return found === context.newline && !this.#syntax.multiline ? 0 : found;
  }

  /** What a character is to its neighbours within a match. */
  contextOf(code: number): number {
    if (code === 0x0a && this.#syntax.seesNewlines) return context.newline;
    // beyond ASCII no word is told from what is none (see mod.ts)
    return this.usesWords && code < 128 && isWord(code) ? context.word : 0;
  }

  /** Whether a node steps over a character. */
  accepts(index: number, code: number): boolean {
    const { set, constraint: needed } = this.#nfa.nodes[index]!;
    return set !== undefined && allowsNext(needed, this.contextOf(code)) &&
      set.has(this.folded(code));
  }

  /** A character as it is compared. */
  folded(code: number): number {
    const { ignoreCase, utf8 } = this.#syntax;
    if (!ignoreCase || (!utf8 && code > 127)) return code;
    return upperCase(code);
  }

  #build(state: State, code: number): State {
    // what is built costs more than what is known
    this.#budget.spend(20 + 5 * state.nodes.length);
    const previous = this.contextOf(code);
    const members = new Set<number>();
    for (const index of state.nodes) {
      if (this.accepts(index, code)) this.#collect(this.#nfa.nodes[index]!.next, previous, members);
    }
    if (this.#anywhere) this.#collect(this.#nfa.start, this.outerContext(code), members);
    const next = this.#acquire(members);
    if (code < 256) state.transitions[code] = next;
    else state.others.set(code, next);
    return next;
  }

  /** Adds what a node leads to without a step. */
  #collect(from: number, previous: number, members: Set<number>): void {
    const { nodes, closures } = this.#nfa;
    for (const each of closures[from]!) {
      if (allowsPrevious(nodes[each]!.constraint, previous)) members.add(each);
    }
  }

  #acquire(reached: ReadonlySet<number>): State {
    const members = [...reached].sort((a, b) => a - b);
    const key = members.join();
    let state = this.#known.get(key);
    if (!state) {
      if (this.#known.size >= mostStates) throw new Pass("pattern too large");
      this.#known.set(key, state = this.#stateOf(members));
    }
    return state;
  }

  #stateOf(members: readonly number[]): State {
    const { nodes } = this.#nfa;
    const ends = members.filter((index) => nodes[index]!.kind === "end");
    return {
      nodes: members,
      ends: ends.length === 0 ? undefined : ends,
      firstEnd: [],
      transitions: [],
      others: new Map(),
    };
  }
}

function allowsPrevious(needed: number, previous: number): boolean {
  if (needed === 0) return true;
  const { prevWord, prevOther, prevNewline, prevBegin } = constraint;
  const isWord = (previous & context.word) !== 0;
  return !((needed & prevWord) !== 0 && !isWord) && !((needed & prevOther) !== 0 && isWord) &&
    !((needed & prevNewline) !== 0 && (previous & context.newline) === 0) &&
    !((needed & prevBegin) !== 0 && (previous & context.begin) === 0);
}

function allowsNext(needed: number, next: number): boolean {
  if (needed === 0) return true;
  const { nextWord, nextOther, nextNewline, nextEnd } = constraint;
  const isWord = (next & context.word) !== 0;
  return !((needed & nextWord) !== 0 && !isWord) && !((needed & nextOther) !== 0 && isWord) &&
    !((needed & nextNewline) !== 0 && (next & context.newline) === 0) &&
    !((needed & nextEnd) !== 0 && (next & context.end) === 0);
}
