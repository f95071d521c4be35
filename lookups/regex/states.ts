// SPDX-License-Identifier: Apache-2.0

/**
 * Sets of nodes of an automaton, built as they are needed: a match takes one step for each character,
 * whatever the pattern is.
 *
 * @module
 */
import { Pass } from "../types.ts";
import { isWord, upperCase } from "./char_class.ts";
import { isStrayByte } from "./char_set.ts";
import type { Nfa } from "./nfa.ts";
import type { Syntax } from "./syntax.ts";
import { constraint } from "./tree.ts";

/** What is on one side of a place; none of them: a character that is no part of a word. */
export const context = { word: 1, newline: 2, begin: 4, end: 8 } as const;

/** The nodes that a match may be at. */
export interface State {
  /** The nodes, in ascending order. */
  readonly nodes: readonly number[];
  /** The first end among them by what follows; -1 where no match ends. */
  endBefore(next: number): number;
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
  readonly #usesWords: boolean;
  /** Whether a match may begin anywhere: the start is part of every state. */
  readonly #anywhere: boolean;

  constructor(nfa: Nfa, syntax: Syntax, { anywhere }: { anywhere: boolean }) {
    this.#nfa = nfa;
    this.#syntax = syntax;
    this.#anywhere = anywhere;
    const { prevWord, prevOther, nextWord, nextOther } = constraint;
    const words = prevWord | prevOther | nextWord | nextOther;
    this.#usesWords = nfa.nodes.some((node) => (node.constraint & words) !== 0);
  }

  /** The state in which a match starts behind what `previous` says. */
  start(previous: number): State {
    let state = this.#starts.get(previous);
    if (!state) this.#starts.set(previous, state = this.#acquire([], previous, true));
    return state;
  }

  /** The state behind a character. */
  step(state: State, code: number): State {
    const known = code < 256 ? state.transitions[code] : state.others.get(code);
    return known ?? this.#build(state, code);
  }

  /** What a character is to its neighbours. */
  contextOf(code: number): number {
    if (code === 0x0a && this.#syntax.seesNewlines) return context.newline;
    return this.#usesWords && !isStrayByte(code) && this.#isWord(code) ? context.word : 0;
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

  #isWord(code: number): boolean {
    return this.#syntax.utf8 || code < 128 ? isWord(code) : false;
  }

  #build(state: State, code: number): State {
    const targets: number[] = [];
    for (const index of state.nodes) {
      if (this.accepts(index, code)) targets.push(this.#nfa.nodes[index]!.next);
    }
    const next = this.#acquire(targets, this.contextOf(code), this.#anywhere);
    if (code < 256) state.transitions[code] = next;
    else state.others.set(code, next);
    return next;
  }

  #acquire(targets: readonly number[], previous: number, starts: boolean): State {
    const { nodes, closures, start } = this.#nfa;
    const reached = new Set<number>();
    for (const target of starts ? [...targets, start] : targets) {
      for (const each of closures[target]!) {
        if (allowsPrevious(nodes[each]!.constraint, previous)) reached.add(each);
      }
    }
    const members = [...reached].sort((a, b) => a - b);
    const key = members.join();
    let state = this.#known.get(key);
    if (!state) {
      // what is forgotten is built again
      if (this.#known.size >= mostStates) throw new Pass("pattern too large");
      this.#known.set(key, state = this.#stateOf(members));
    }
    return state;
  }

  #stateOf(members: readonly number[]): State {
    const { nodes } = this.#nfa;
    const ends = members.filter((index) => nodes[index]!.kind === "end");
    const endBefore = (next: number) =>
      ends.find((index) => allowsNext(nodes[index]!.constraint, next)) ?? -1;
    return {
      nodes: members,
      endBefore: ends.length === 0 ? () => -1 : endBefore,
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
