// SPDX-License-Identifier: Apache-2.0

/**
 * What groups matched, found as posix/regexec.c finds it (set_regs): a walk through the automaton that
 * takes the first branch from which the end can be reached. It is not what POSIX asks for, where
 * the two differ.
 *
 * @module
 */
import { Pass } from "../types.ts";
import type { Nfa, Node } from "./nfa.ts";
import type { State, States } from "./states.ts";

/**
 * The steps at which each group starts and ends, -1 for one that took no part; undefined where the
 * walk does not arrive, which the C library takes for no match.
 *
 * @param log the states of the match, one more than there are characters
 * @param last the node at which the match ends
 */
export function groupsOf(
  nfa: Nfa,
  states: States,
  log: readonly State[],
  codes: readonly number[],
  last: number,
): number[] | undefined {
  const open = nfa.hasBranches ? leadingTo(last, nfa, states, log, codes) : log.map(setOf);
  const registers = new Registers(nfa);
  let passed = new Set<number>();
  let [node, step] = [nfa.start, 0];
  for (let moves = 0;; moves++) {
    // the C library goes round for ever
    if (moves > 4 * nfa.nodes.length) throw new Pass("endless match");
    registers.update(node, step);
    if (step === codes.length && node === last) return registers.places();
    const { kind, branches, next } = nfa.nodes[node]!;
    if (kind !== "set") {
      passed.add(node);
      const [one, other] = branches.filter((each) => open[step]!.has(each));
      if (one === undefined) return undefined;
      // so that (a*)* is no endless loop
      node = other !== undefined && passed.has(one) ? other : one;
      continue;
    }
    if (step >= codes.length || !accepts(node, codes[step]!, nfa.nodes, states)) return undefined;
    step++;
    node = next;
    moves = 0;
    passed = new Set();
  }
}

function accepts(index: number, code: number, nodes: readonly Node[], states: States): boolean {
  // the C library forgets what must follow a place before a character of several bytes
  if (code > 127 && states.isUtf8 && nodes[index]!.constraint !== 0) {
    throw new Pass("anchor before a character outside ASCII");
  }
  return states.accepts(index, code);
}

function setOf({ nodes }: State): Set<number> {
  return new Set(nodes);
}

/** The nodes at each step from which the end can be reached (sift_states_backward). */
function leadingTo(
  last: number,
  { nodes, closures }: Nfa,
  states: States,
  log: readonly State[],
  codes: readonly number[],
): Set<number>[] {
  const open: Set<number>[] = [];
  for (let step = codes.length; step >= 0; step--) {
    const following = open[step + 1];
    const targets = following
      ? log[step]!.nodes.filter((each) =>
        nodes[each]!.kind === "set" && following.has(nodes[each]!.next) &&
        accepts(each, codes[step]!, nodes, states)
      )
      : [last];
    const goal = new Set(targets);
    const { nodes: members } = log[step]!;
    open[step] = new Set(members.filter((each) => closures[each]!.some((one) => goal.has(one))));
  }
  return open;
}

/** The places of groups while the automaton is walked through (update_regs). */
class Registers {
  readonly #nfa: Nfa;
  #places: number[];
  #before: number[];

  constructor(nfa: Nfa) {
    this.#nfa = nfa;
    this.#places = new Array<number>(2 * nfa.groups).fill(-1);
    this.#before = [...this.#places];
  }

  update(index: number, step: number): void {
    const { kind, group, optional } = this.#nfa.nodes[index]!;
    const start = 2 * group;
    if (kind === "open") {
      this.#places[start] = step;
      this.#places[start + 1] = -1;
    } else if (kind === "close") {
      if (this.#places[start]! < step) {
        this.#places[start + 1] = step;
        this.#before = [...this.#places];
      } else if (optional && this.#before[start] !== -1) {
        // an empty round of (a?)* undoes what it did to the groups within
        this.#places = [...this.#before];
      } else {
        this.#places[start + 1] = step;
      }
    }
  }

  places(): number[] {
    return this.#nfa.sameAs.flatMap((group) => this.#places.slice(2 * group, 2 * group + 2));
  }
}
