// SPDX-License-Identifier: Apache-2.0

/**
 * In the bundle, in place of shell/unbash.js: the parser's text lies behind the lookups, and is
 * evaluated by who read their file (scripts/bundle/engine_beside.ts).
 *
 * @module
 */
import type * as unbash from "../../shell/unbash.js";

declare const aaMonkeysParser: () => ReturnType<typeof unbash.load>;

/** Makes the parser. */
export function load(): ReturnType<typeof unbash.load> {
  return aaMonkeysParser();
}
