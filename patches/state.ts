// SPDX-License-Identifier: Apache-2.0

/** The one state of the library in this thread, however many copies of it are loaded. @module */
import type { Lookup } from "../lookups/types.ts";
import { defaults, type Settings } from "./settings.ts";

/** What all copies share. */
export interface State {
  /** Whether calls are looked at at all; false delegates everything to the originals. */
  enabled: boolean;
  /** The settings in force. */
  settings: Settings;
  /** Lookups that the user defined. */
  readonly defined: Map<string, Lookup>;
  /** Originals by the name of their API. */
  readonly originals: Map<string, unknown>;
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
  settings: inherited?.settings ?? defaults,
  defined: new Map(),
  originals: new Map(),
  sealed: inherited?.sealed ?? false,
  unpatchedWorkers: new Map(),
} satisfies State) as State;
