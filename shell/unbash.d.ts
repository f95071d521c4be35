// SPDX-License-Identifier: Apache-2.0

/** What `shell/unbash.js` gives. Where that is missing: `deno task setup` makes it. @module */
import type { ParsedScript } from "unbash";

/** Makes the parser; costs milliseconds, each time. */
export function load(): { readonly parse: (source: string) => ParsedScript };
