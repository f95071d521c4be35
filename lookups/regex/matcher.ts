// SPDX-License-Identifier: Apache-2.0

/** Finds the leftmost of the longest matches. @module */
import { Pass } from "../types.ts";
import { groupsOf } from "./groups.ts";
import type { Nfa } from "./nfa.ts";
import { context, type State, States } from "./states.ts";
import type { Syntax } from "./syntax.ts";

/** How many steps one call may take; what needs more passes. */
const mostSteps = 20_000_000;

/** Matches one pattern. */
export class Matcher {
  readonly #nfa: Nfa;
  readonly #syntax: Syntax;
  readonly #anchored: States;
  readonly #anywhere: States;
  #steps = 0;

  constructor(nfa: Nfa, syntax: Syntax) {
    this.#nfa = nfa;
    this.#syntax = syntax;
    this.#anchored = new States(nfa, syntax, { anywhere: false });
    this.#anywhere = new States(nfa, syntax, { anywhere: true });
  }

  /** Whether there is a match. */
  test(subject: string): boolean {
    this.#steps = 0;
    return this.#firstEnd(subject, 0, startContext(false)) >= 0;
  }

  /** The leftmost longest match at or after a place. */
  exec(subject: string, from: number, notBol: boolean): number[] | undefined {
    this.#steps = 0;
    const end = this.#firstEnd(subject, from, this.#before(subject, from, notBol));
    if (end < 0) return undefined;
    // a match that starts behind the first end is not the leftmost
    for (let start = from; start <= end; start += this.#widthAt(subject, start)) {
      const found = this.#longest(subject, start, this.#before(subject, start, notBol));
      if (found) return found;
    }
    return undefined;
  }

  /** Where the first match ends; -1 where there is none. */
  #firstEnd(subject: string, from: number, previous: number): number {
    const states = this.#anywhere;
    let state = states.start(previous);
    for (let at = from;; at += this.#widthAt(subject, at)) {
      const isEnd = at >= subject.length;
      const code = isEnd ? 0 : this.#codeAt(subject, at);
      if (state.endBefore(isEnd ? endContext : states.outerContext(code)) >= 0) return at;
      if (isEnd) return -1;
      state = states.step(state, code);
      this.#count();
    }
  }

  #longest(subject: string, start: number, previous: number): number[] | undefined {
    const states = this.#anchored;
    const log: State[] = [states.start(previous)];
    const places = [start];
    let [end, steps, last] = [-1, 0, -1];
    for (let at = start;; at += this.#widthAt(subject, at)) {
      const state = log.at(-1)!;
      const isEnd = at >= subject.length;
      const code = isEnd ? 0 : this.#codeAt(subject, at);
      const halt = state.endBefore(isEnd ? endContext : states.outerContext(code));
      if (halt >= 0) [end, steps, last] = [at, log.length - 1, halt];
      if (isEnd || state.nodes.length === 0) break;
      log.push(states.step(state, code));
      places.push(at + this.#widthAt(subject, at));
      this.#count();
    }
    if (end < 0) return undefined;
    if (this.#nfa.groups === 0) return [start, end];
    const codes = places.slice(0, steps).map((at) => this.#codeAt(subject, at));
    const groups = groupsOf(this.#nfa, states, log.slice(0, steps + 1), codes, last);
    return groups && [start, end, ...groups.map((step) => step < 0 ? -1 : places[step]!)];
  }

  #count(): void {
    if (++this.#steps > mostSteps) throw new Pass("match too long");
  }

  /** What is before a place. */
  #before(subject: string, at: number, notBol: boolean): number {
    if (at === 0) return startContext(notBol);
    let start = at - 1;
    if (this.#syntax.utf8 && start > 0 && this.#widthAt(subject, start - 1) === 2) start--;
    return this.#anchored.outerContext(this.#codeAt(subject, start));
  }

  #codeAt(subject: string, at: number): number {
    return this.#syntax.utf8 ? subject.codePointAt(at)! : subject.charCodeAt(at);
  }

  #widthAt(subject: string, at: number): number {
    return this.#syntax.utf8 && subject.codePointAt(at)! > 0xffff ? 2 : 1;
  }
}

const endContext = context.newline | context.end;

function startContext(notBol: boolean): number {
  return notBol ? context.begin : context.begin | context.newline;
}
