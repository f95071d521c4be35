// SPDX-License-Identifier: Apache-2.0

/**
 * The way to everything that is needed when a call comes, and not before. The bundle has another
 * module in this one's place (scripts/bundle/engine_beside.ts), which reads the rest from a file when
 * a call first needs it: most programs ask nothing at their start.
 *
 * @module
 */
import * as calls from "./calls.ts";

/** What answers calls. */
export type Engine = typeof calls;

/** Gives it, loaded. */
export function engine(): Engine {
  return calls;
}
