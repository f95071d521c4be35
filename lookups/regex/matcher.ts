// SPDX-License-Identifier: Apache-2.0

/** Finds the leftmost of the longest matches. @module */
import { Pass } from "../types.ts";
import type { Budget } from "./budget.ts";
import { groupsOf } from "./groups.ts";
import type { Literal } from "./literal.ts";
import type { Nfa } from "./nfa.ts";
import { context, type State, States } from "./states.ts";
import type { Syntax } from "./syntax.ts";

/** What is not so at the ends of a subject, and where a match must start. */
export interface MatchOptions {
  /** `^` does not match at the start of the subject. */
  readonly notBol?: boolean;
  /** `$` does not match at its end. */
  readonly notEol?: boolean;
  /** A match must start where the search does (re_match). */
  readonly anchored?: boolean;
}

/** Matches one pattern. */
export class Matcher {
  readonly #nfa: Nfa;
  readonly #utf8: boolean;
  readonly #budget: Budget;
  readonly #literal: Literal;
  readonly #anchored: States;
  readonly #anywhere: States;

  /** @param literal what every match holds, as the subject has it */
  constructor(nfa: Nfa, syntax: Syntax, budget: Budget, literal: Literal) {
    this.#nfa = nfa;
    this.#literal = literal;
    this.#utf8 = syntax.utf8;
    this.#budget = budget;
    this.#anchored = new States(nfa, syntax, budget, { anywhere: false });
    this.#anywhere = new States(nfa, syntax, budget, { anywhere: true });
  }

  /** Whether it matters where words start and end. */
  get usesWords(): boolean {
    return this.#anchored.usesWords;
  }

  /** Whether there is a match. */
  test(subject: string): boolean {
    const { text, isWhole } = this.#literal;
    if (isWhole || (text !== "" && !subject.includes(text))) return subject.includes(text);
    return this.#firstEnd(subject, 0, {}) >= 0;
  }

  /** The leftmost longest match at or after a place. */
  exec(subject: string, from: number, options: MatchOptions): number[] | undefined {
    if (options.anchored) return this.#longest(subject, from, options);
    const { text, isWhole } = this.#literal;
    const at = text === "" ? from : subject.indexOf(text, from);
    if (at < 0) return undefined;
    if (isWhole) {
      // groups of `(a){0}b` were left behind
      return [at, at + text.length, ...new Array<number>(2 * this.#nfa.groups).fill(-1)];
    }
    // many a match starts where it is looked for
    const first = this.#longest(subject, from, options);
    if (first || from >= subject.length) return first;
    const second = from + this.#widthAt(subject, from);
    const end = this.#firstEnd(subject, second, options);
    // a match that starts behind the first end is not the leftmost
    for (let start = second; start <= end; start += this.#widthAt(subject, start)) {
      const found = this.#longest(subject, start, options);
      if (found) return found;
    }
    return undefined;
  }

  /** Where the first match ends; -1 where there is none. */
  #firstEnd(subject: string, from: number, options: MatchOptions): number {
    const { length } = subject;
    const end = this.#scan(subject, from, options);
    // what lies behind the end was not looked at: a search for all matches starts at each anew
    this.#budget.spend((end < 0 ? length : end) - from + 1);
    return end;
  }

  #scan(subject: string, from: number, options: MatchOptions): number {
    const states = this.#anywhere;
    const { length } = subject;
    let state = states.start(this.#before(subject, from, options));
    for (let at = from; at < length;) {
      const code = this.#codeAt(subject, at);
      if (state.ends && states.endBefore(state, states.outerContext(code)) >= 0) return at;
      if (state.nodes.length === 0 && states.startsFirst) return -1;
      state = states.step(state, code);
      at += code > 0xffff ? 2 : 1;
    }
    return states.endBefore(state, endOf(options)) >= 0 ? length : -1;
  }

  #longest(subject: string, start: number, options: MatchOptions): number[] | undefined {
    const states = this.#anchored;
    const { length } = subject;
    const initial = states.start(this.#before(subject, start, options));
    const log = this.#nfa.groups > 0 ? [initial] : undefined;
    let state = initial;
    let [end, last] = [-1, -1];
    let at = start;
    while (state.nodes.length > 0) {
      const code = at < length ? this.#codeAt(subject, at) : -1;
      if (state.ends) {
        const next = code < 0 ? endOf(options) : states.outerContext(code);
        const halt = states.endBefore(state, next);
        if (halt >= 0) [end, last] = [at, halt];
      }
      if (code < 0) break;
      state = states.step(state, code);
      log?.push(state);
      at += code > 0xffff ? 2 : 1;
    }
    this.#budget.spend(at - start + 1);
    if (end < 0) return undefined;
    // regexec(3) moves the place of an empty match over characters that change nothing
    if (end === start && states.usesContext && start < length) {
      const next = states.step(initial, this.#codeAt(subject, start));
      if (next === initial) throw new Pass("empty match beside an anchor");
    }
    return log ? this.#withGroups(subject, [start, end], log, last) : [start, end];
  }

  #withGroups(
    subject: string,
    [start, end]: readonly [number, number],
    log: State[],
    last: number,
  ): number[] | undefined {
    const codes: number[] = [];
    const places = [start];
    for (let at = start; at < end;) {
      const code = this.#codeAt(subject, at);
      at += code > 0xffff ? 2 : 1;
      codes.push(code);
      places.push(at);
    }
    log.length = places.length;
    this.#budget.spend(4 * codes.length);
    const groups = groupsOf(this.#nfa, this.#anchored, log, codes, last);
    return groups && [start, end, ...groups.map((step) => step < 0 ? -1 : places[step]!)];
  }

  /** What is before a place. */
  #before(subject: string, at: number, { notBol }: MatchOptions): number {
    if (!this.#anchored.usesContext) return 0;
    if (at === 0) return notBol ? context.begin : context.begin | context.newline;
    const isHalf = this.#utf8 && at > 1 && this.#widthAt(subject, at - 2) === 2;
    return this.#anchored.outerContext(this.#codeAt(subject, isHalf ? at - 2 : at - 1));
  }

  #codeAt(subject: string, at: number): number {
    const code = subject.charCodeAt(at);
    // only a first half has a second
    return this.#utf8 && code >= 0xd800 && code < 0xdc00 ? subject.codePointAt(at)! : code;
  }

  #widthAt(subject: string, at: number): number {
    return this.#codeAt(subject, at) > 0xffff ? 2 : 1;
  }
}

/** What is behind the end of a subject. */
function endOf({ notEol }: MatchOptions): number {
  return notEol ? context.end : context.newline | context.end;
}
