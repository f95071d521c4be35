// SPDX-License-Identifier: Apache-2.0

/** What a process and its children executed, by strace's log. @module */

/** One program that was executed. */
export interface Executed {
  /** Its arguments from `argv[0]`. */
  readonly argv: readonly string[];
  /** The programs above it, the runtime's own left out, nearest last. */
  readonly within: readonly (readonly string[])[];
}

/** Reads a log of `strace -f -e trace=execve,execveat,clone,clone3,fork,vfork`. */
export function readExecuted(log: string): Executed[] {
  const parents = new Map<string, string>();
  const programs = new Map<string, string[][]>();
  const unfinished = new Map<string, string>();
  const executed: Executed[] = [];
  for (const line of log.split("\n")) {
    const [, pid = "", rest = ""] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const forked = /(?:clone3?|v?fork)\b.*= (\d+)$/.exec(rest);
    if (forked) parents.set(forked[1]!, pid);
    let call = rest;
    if (rest.endsWith("<unfinished ...>")) unfinished.set(pid, rest);
    else if (rest.startsWith("<... ")) call = (unfinished.get(pid) ?? "") + rest;
    if (!/^execve.*= 0$/.test(call)) continue;
    const argv = argumentsOf(call);
    executed.push({ argv, within: ancestry(pid, parents, programs) });
    programs.set(pid, [...programs.get(pid) ?? [], argv]);
  }
  // the first is the runtime itself
  return executed.slice(1);
}

function ancestry(
  pid: string,
  parents: ReadonlyMap<string, string>,
  programs: ReadonlyMap<string, string[][]>,
): string[][] {
  const above = parents.get(pid);
  return [...above ? ancestry(above, parents, programs) : [], ...programs.get(pid) ?? []];
}

function argumentsOf(call: string): string[] {
  const list = /\[(.*?)\](?=, 0x|, \[|\/\*| <unfinished)/.exec(call)?.[1] ?? "";
  // strace writes C strings; what they escape here is JSON's too
  return [...list.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([literal]) => JSON.parse(literal));
}
