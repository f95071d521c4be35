// SPDX-License-Identifier: Apache-2.0

/**
 * Prints the AppArmor rules that the lookups need, each beside the commands that need it: what a
 * profile gets in place of its exec rules.
 *
 * @module
 */
import { lookups } from "../lookups/table.ts";

const commands = new Map<string, string[]>();
for (const { name, rules } of lookups.values()) {
  for (const rule of rules) commands.set(rule, [...commands.get(rule) ?? [], name]);
}
const width = Math.max(...[...commands.keys()].map((rule) => rule.length));
for (const [rule, names] of [...commands].toSorted(([a], [b]) => a < b ? -1 : 1)) {
  console.log(`${rule.padEnd(width)}  # ${names.toSorted().join(" ")}`);
}
