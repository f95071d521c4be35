// SPDX-License-Identifier: Apache-2.0

/** The one state of the library in this thread, however many copies of it are loaded. @module */
import type { LookupEntry } from "../lookups/types.ts";
import { defaults, type Options, type Settings } from "./settings.ts";

/** How often one kind of outcome came. */
export interface OutcomeCount {
  /** The command's name. */
  readonly command: string;
  /** What became of the calls. */
  readonly outcome: "answered" | "passed" | "refused";
  /** Why they were not answered. */
  readonly reason: string | undefined;
  /** How many. */
  count: number;
}

/** What all copies share. */
export interface State {
  /** Whether calls are looked at at all; false delegates everything to the originals. */
  enabled: boolean;
  /** Whether the APIs of this thread were replaced. */
  installed: boolean;
  /** Whether the environment switched everything off. */
  off: boolean;
  /** What code set so far. */
  options: Options;
  /** The settings in force. */
  settings: Settings;
  /** Lookups that the user defined. */
  readonly defined: Map<string, LookupEntry>;
  /** Originals by the name of their API. */
  readonly originals: Map<string, unknown>;
  /** How often each outcome came, by what is the same in it. */
  readonly counts: Map<string, OutcomeCount>;
  /** Whether settings can no longer be changed. */
  sealed: boolean;
  /** Workers that started unpatched, counted by reason. */
  readonly unpatchedWorkers: Map<string, number>;
}

/** What a worker inherits from the thread that started it. */
export type Inherited = Pick<State, "settings" | "sealed">;

const key = Symbol.for("@aa/monkeys.state");
const inherited = (globalThis as Record<symbol, unknown>)[
  Symbol.for("@aa/monkeys.inherited")
] as Inherited | undefined;

/** This thread's state; the first copy to ask makes it. */
export const state: State = ((globalThis as Record<symbol, unknown>)[key] ??= {
  enabled: false,
  installed: false,
  off: false,
  options: inherited?.settings ?? {},
  settings: inherited?.settings ?? defaults,
  defined: new Map(),
  originals: new Map(),
  counts: new Map(),
  sealed: inherited?.sealed ?? false,
  unpatchedWorkers: new Map(),
} satisfies State) as State;
