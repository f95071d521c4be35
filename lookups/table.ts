// SPDX-License-Identifier: Apache-2.0

/** Every command that is answered: a new one is one file beside this and one line here. @module */
import type { LookupEntry } from "./types.ts";
import { falseCommand } from "./false.ts";
import { trueCommand } from "./true.ts";
import { uname } from "./uname.ts";

/** Commands by name. */
export const lookups: ReadonlyMap<string, LookupEntry> = new Map(
  [
    falseCommand,
    trueCommand,
    uname,
  ].map((entry) => [entry.name, entry]),
);
