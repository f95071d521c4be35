// SPDX-License-Identifier: Apache-2.0

/**
 * The way to everything that answers calls. The bundle has another module in this one's place
 * (scripts/bundle/engine_beside.ts), which reads the rest from a file when a call first needs it:
 * most programs ask nothing at their start.
 *
 * @module
 */
import * as answer from "./answer.ts";

/** What answers calls. */
export type Engine = typeof answer;

/** Gives it, loaded. */
export function engine(): Engine {
  return answer;
}
