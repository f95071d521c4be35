// SPDX-License-Identifier: Apache-2.0

/** Variables of a call that commands print, as far as the policy lets them. @module */
import { mayShowVariable } from "./policy.ts";
import { type Call, type Environment, Pass } from "./types.ts";

/** An environment, and what may be shown of it. */
export type Shown = Pick<Call, "env" | "policy">;

/** The value of a variable; passes where the policy withholds it, set or not. */
export function shownVariable(name: string, { env, policy }: Shown): string | undefined {
  if (!mayShowVariable(name, policy)) throw new Pass(`policy variable ${name}`);
  return name === "" ? undefined : decoded(name, env.get(name));
}

/** All variables in order; passes where the policy withholds any. */
export function shownVariables({ env, policy }: Shown): [name: string, value: string][] {
  const entries = env.entries();
  for (const [name, value] of entries) {
    if (!isOwn(env, name) && !mayShowVariable(name, policy)) {
      throw new Pass(`policy variable ${name}`);
    }
    decoded(name, value);
  }
  return entries;
}

/** A runtime reads bytes that are no UTF-8 as U+FFFD. */
function decoded(name: string, value: string | undefined): string | undefined {
  if (value?.includes("\ufffd") || name.includes("\ufffd")) throw new Pass(`variable ${name}`);
  return value;
}

/** What a command makes of its environment. */
export interface Changes {
  /** What is unset, before anything is set. */
  readonly unset: ReadonlySet<string>;
  /** What is set, in order. */
  readonly set: ReadonlyMap<string, string>;
}

/** An environment as a command changed it: what it set itself, it may show. */
export class ChangedEnvironment implements Environment {
  readonly #base: Environment | undefined;
  readonly #changes: Changes;

  /** @param base what was there before; undefined: nothing */
  constructor(base: Environment | undefined, changes: Changes) {
    this.#base = base;
    this.#changes = changes;
  }

  get(name: string): string | undefined {
    const { unset, set } = this.#changes;
    return set.get(name) ?? (unset.has(name) ? undefined : this.#base?.get(name));
  }

  entries(): [name: string, value: string][] {
    const { unset, set } = this.#changes;
    const merged = new Map(this.#base?.entries().filter(([name]) => !unset.has(name)));
    // putenv(3) keeps the place of what was there
    for (const [name, value] of set) merged.set(name, value);
    return [...merged];
  }

  /** Whether the command set a variable itself. */
  sets(name: string): boolean {
    return this.#changes.set.has(name) || (this.#base !== undefined && isOwn(this.#base, name));
  }
}

function isOwn(env: Environment, name: string): boolean {
  return env instanceof ChangedEnvironment && env.sets(name);
}
