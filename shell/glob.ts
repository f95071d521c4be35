// SPDX-License-Identifier: Apache-2.0

/** The names that a pattern matches. @module */
import type { Host } from "../lookups/host.ts";
import { isSystemFact } from "../lookups/policy.ts";
import { encode, latin1 } from "../lookups/text.ts";
import { Pass, type Policy } from "../lookups/types.ts";
import { matches, type Pattern, readPattern } from "../lookups/pattern.ts";

/** Where names are looked for, and which may be told. */
export interface Globbing {
  /** The working directory. */
  readonly cwd: string;
  /** The user's policy. */
  readonly policy: Policy;
  /** The system. */
  readonly host: Host;
  /** Is told of each entry that is looked at. */
  count(entries: number): void;
}

/** The names that a pattern matches, in order; passes where the policy withholds any name. */
export function namesOf(pattern: string, globbing: Globbing): string[] {
  const { policy, host } = globbing;
  // shells differ in what they make of such
  if (/\/\/|\/$|(^|\/)\.[^/]*[*?[]/.test(pattern)) throw new Pass("shell pattern of names");
  const parts = pattern.split("/").map((part) => readPattern(part));
  const isFree = policy.files === "all";
  // that nothing matches tells something, too
  if (!isFree && !["x", "1"].some((one) => isSystemFact(sample(parts, one), host))) {
    throw new Pass(`policy ${pattern}`);
  }
  const names: string[] = [];
  walk(parts, 0, "", names, globbing);
  for (const name of names) {
    if (!isFree && !isSystemFact(name, host)) throw new Pass(`policy ${name}`);
  }
  const key = (name: string) => latin1(encode(name));
  return names.sort((one, other) => key(one) < key(other) ? -1 : 1);
}

/** A name that the pattern matches, as far as the policy looks at names. */
function sample(parts: readonly Pattern[], one: string): string {
  return parts.map(({ tokens }) =>
    tokens.map((token) => token.kind === "text" ? token.text : one).join("")
  ).join("/");
}

function walk(
  parts: readonly Pattern[],
  index: number,
  base: string,
  names: string[],
  globbing: Globbing,
): void {
  const { cwd, host } = globbing;
  const absolute = (name: string) => name.startsWith("/") ? name : `${cwd}/${name}`;
  const part = parts[index];
  const prefix = index === 0 ? "" : `${base}/`;
  if (!part) {
    if (host.lstat(absolute(base))) names.push(base);
    return;
  }
  if (!part.isMagic) {
    const [token] = part.tokens;
    const text = token?.kind === "text" ? token.text : "";
    return walk(parts, index + 1, prefix + text, names, globbing);
  }
  const found = host.list(absolute(prefix === "" ? "." : prefix)) ?? [];
  globbing.count(found.length);
  for (const name of found) {
    if (name.startsWith(".") || !matches(part, name)) continue;
    walk(parts, index + 1, prefix + name, names, globbing);
  }
}
