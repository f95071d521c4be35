// SPDX-License-Identifier: Apache-2.0

/** Every command that is answered: a new one is one file beside this and one line here. @module */
import type { LookupEntry } from "./types.ts";
import { uname } from "./uname.ts";

/** Commands by name. */
export const lookups: ReadonlyMap<string, LookupEntry> = new Map(
  [
    uname,
  ].map((entry) => [entry.name, entry]),
);
