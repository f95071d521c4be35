// SPDX-License-Identifier: Apache-2.0

/**
 * Prints the AppArmor rules that the lookups need, each beside the commands that need it: what a
 * profile gets in place of its exec rules. `profiles/abstractions/aa-monkeys` is this, kept.
 *
 * @module
 */
import { lookups } from "../lookups/table.ts";

const commands = new Map<string, string[]>();
for (const { name, rules } of lookups.values()) {
  for (const rule of rules) {
    // where these are mounted is the policy's to say: <tunables/global> has their variables
    const spelled = rule.replace(/^\/proc\//, "@{PROC}/").replace(/^\/sys\//, "@{sys}/");
    commands.set(spelled, [...commands.get(spelled) ?? [], name]);
  }
}
const width = Math.max(...[...commands.keys()].map((rule) => rule.length));
console.log(`# vim:syntax=apparmor
# What the lookups of @aa/monkeys read, each line with the commands that it answers. A line may be
# left out: what cannot be read then is asked of the command itself, which the profile denies.
# Made by "deno task rules" from what the lookups declare.
`);
for (const [rule, names] of [...commands].toSorted(([a], [b]) => a < b ? -1 : 1)) {
  console.log(`  ${rule.padEnd(width)}  # ${names.toSorted().join(" ")}`);
}
