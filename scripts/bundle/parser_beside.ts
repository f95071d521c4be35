// SPDX-License-Identifier: Apache-2.0

/**
 * In the bundle, in place of shell/unbash.js: the parser is part of the section that reads what it
 * gives (scripts/bundle/late.ts).
 *
 * @module
 */
import { parse } from "unbash";
import type * as unbash from "../../shell/unbash.js";

/** Gives the parser. */
export function load(): ReturnType<typeof unbash.load> {
  return { parse };
}
