// SPDX-License-Identifier: Apache-2.0

/** What a command that tells of its environment is given: with what the shells add, in their order. @module */
import { encode } from "../lookups/text.ts";
import { type Environment, Pass, type Policy } from "../lookups/types.ts";
import type { ShellName } from "./builtin_call.ts";
import { isOwnVariable, type Variables } from "./variables.ts";

/** The shell that hands its variables on. */
export interface Exporting {
  readonly shell: ShellName;
  readonly policy: Policy;
  /** Its variables, with what stands in front of the command. */
  readonly variables: Variables;
  /** Names in front of the command. */
  readonly temporary: readonly string[];
  /** Whether bash starts another process for the command, and is not replaced by it. */
  readonly isForked: boolean;
  /** The working directory as the shell names it, and the one before. */
  directory(): { readonly current: string; readonly previous: string | undefined };
  /** Where the command was found. */
  program(): string | undefined;
}

type Entry = readonly [name: string, value: string];

/**
 * The environment of a command: of single variables that the shells add, or take for their own, only a
 * real shell can tell.
 */
export function exported(exporting: Exporting): Environment {
  const { variables, policy, shell } = exporting;
  return {
    get(name) {
      const isAdded = name === "SHLVL" || (isOwnVariable(name) && !name.startsWith("LD_"));
      if (isAdded || !isOrdinary(name)) throw new Pass(`shell variable ${name}`);
      return variables.get(name);
    },
    entries() {
      if (policy.files !== "all") throw new Pass("shell environment");
      const entries = variables.entries();
      for (const [name, value] of entries) requireKept(name, value);
      return (shell === "sh"
        ? entriesOfDash(entries, exporting)
        : entriesOfBash(entries, exporting))
        .map(([name, value]) => [name, value]);
    },
  };
}

function isOrdinary(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/** Passes for what a shell does not take as it is. */
function requireKept(name: string, value: string): void {
  const isKnown = /^(PWD|OLDPWD|_|SHLVL)$/.test(name);
  if (!isOrdinary(name) || name === "IFS" || (isOwnVariable(name) && !isKnown)) {
    throw new Pass(`shell variable ${name}`);
  }
  if (value.includes("\ufffd")) throw new Pass(`variable ${name}`);
}

/** Buckets of dash's table of variables (src/var.c), which keep what came first in front. */
const bucketsOfDash = 39;

function entriesOfDash(entries: readonly Entry[], exporting: Exporting): Entry[] {
  const { current, previous } = exporting.directory();
  const all = new Map(entries);
  if (previous !== undefined) all.set("OLDPWD", previous);
  all.set("PWD", current);
  const sorted = [...all].map((entry, index) => {
    const [first = 0, ...rest] = encode(entry[0]);
    const sum = rest.reduce((total, byte) => total + byte, first * 16 + first);
    // PATH was there before anything was read
    return { entry, bucket: sum % bucketsOfDash, place: entry[0] === "PATH" ? -1 : index };
  });
  sorted.sort((one, other) => one.bucket - other.bucket || one.place - other.place);
  return sorted.map(({ entry }) => entry);
}

/** Buckets of bash's tables (variables.h, hashlib.c), which have what came last in front. */
const bucketsOfBash = { own: 1024, temporary: 4 };

function entriesOfBash(entries: readonly Entry[], exporting: Exporting): Entry[] {
  const { temporary, isForked } = exporting;
  // what replaces bash is as deep as bash was
  if (!isForked) throw new Pass("shell environment");
  // it has one place before the first command, and another one behind it
  if (entries.some(([name]) => name === "_")) throw new Pass("shell variable _");
  const { current, previous } = exporting.directory();
  const own = new Map(entries.filter(([name]) => !temporary.includes(name)));
  const level = own.get("SHLVL") ?? "0";
  if (!/^\d{1,2}$/.test(level)) throw new Pass("shell variable SHLVL");
  own.set("SHLVL", String(Number(level) + 1));
  // the one that was inherited counts only if it is a directory still
  if (previous === undefined && own.has("OLDPWD")) throw new Pass("shell variable OLDPWD");
  if (previous !== undefined) own.set("OLDPWD", previous);
  own.set("PWD", current);
  const front = entries.filter(([name]) => temporary.includes(name));
  const program = exporting.program();
  if (program === undefined) throw new Pass("shell variable _");
  return [
    ...inBuckets(front, bucketsOfBash.temporary),
    ...inBuckets([...own], bucketsOfBash.own),
    ["_", program],
  ];
}

function inBuckets(entries: readonly Entry[], buckets: number): Entry[] {
  const sorted = entries.map((entry, index) => ({
    entry,
    index,
    bucket: hash(entry[0]) % buckets,
  }));
  sorted.sort((one, other) => one.bucket - other.bucket || other.index - one.index);
  return sorted.map(({ entry }) => entry);
}

/** The FNV hash of 32 bits. */
function hash(name: string): number {
  let value = 2166136261;
  for (const byte of encode(name)) value = (Math.imul(value, 16777619) ^ byte) >>> 0;
  return value;
}
