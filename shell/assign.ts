// SPDX-License-Identifier: Apache-2.0

/** `NAME=value`, alone or in front of a command. @module */
import { Pass } from "../lookups/types.ts";
import { expandText, type Surroundings } from "./expand.ts";
import type { SimpleCommand, Word } from "./tree.ts";
import { isForeignLocale, type Variables } from "./variables.ts";

/** Assignments without a command; gives the status of the last substitution in them. */
export function assign(
  assignments: SimpleCommand["assignments"],
  surroundings: Surroundings,
): number {
  const { state } = surroundings;
  for (const [key, word] of assignments) set(state.variables, key, word, surroundings);
  return state.substituted;
}

/** One assignment. */
export function set(
  variables: Variables,
  key: string,
  word: Word,
  surroundings: Surroundings,
  exported?: "exported",
): void {
  const value = expandText(word, surroundings);
  if (surroundings.shell === "bash" && isForeignLocale(key, value)) {
    throw new Pass(`locale ${value}`);
  }
  variables.set(key, value, exported);
}
