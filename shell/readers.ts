// SPDX-License-Identifier: Apache-2.0

/** Commands that read their input to its end, whatever it is: who writes to them never fails of it. @module */
import type { Command } from "./tree.ts";

/** Their arguments, each with a blank behind it. */
const forms: Readonly<Record<string, RegExp>> = {
  cat: /^(-[benstuvAET]+ )*$/,
  cut: /^(-d ?[^'" ] )?-[cf] ?\d+(-\d*)?(,\d+(-\d*)?)* (-s )?$/,
  grep: /^(-[EFGhivwxnoc]+ )*[A-Za-z0-9_:=/.]+ $/,
  rev: /^$/,
  sort: /^(-[bdfginru]+ |-t ?[^'" ] |-k ?\d+(,\d+)?[bnr]* )*$/,
  tac: /^$/,
  tail: /^(-n ?\+?[1-9]\d* )?$/,
  tr: /^(-d [a-zA-Z-]+|(-s )?[a-zA-Z]+(-[a-zA-Z])? [a-zA-Z]+(-[a-zA-Z])?) $/,
  uniq: /^(-[cdiu]+ )*$/,
  wc: /^(-[clmw]+ )*$/,
  awk: /^\{ ?print \$(NF|\d) ?\} $/,
};

/** Those that print nothing before they have read all. */
const collects = /^(sort|tac|tail|wc)$/;

/** Whether a command reads to the end, as long as it can write: `first`: before it writes. */
export function readsAll(command: Command): "first" | "all" | "no" {
  if (command.kind !== "simple") return "no";
  const { words, assignments, redirects } = command;
  const [name, ...args] = words;
  if (typeof name !== "string" || assignments.length > 0 || redirects.length > 0) return "no";
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
  if (!form?.test(args.map((arg) => typeof arg === "string" ? `${arg} ` : "\0").join(""))) {
    return "no";
  }
  return collects.test(name) ? "first" : "all";
}

/** Whether each of the commands behind a place of a pipeline reads to the end, or enough of them. */
export function areHeard(
  commands: readonly Command[],
  index: number,
  isLastHeard: boolean,
): boolean {
  for (const command of commands.slice(index + 1)) {
    const reads = readsAll(command);
    if (reads === "no") return false;
    if (reads === "first") return true;
  }
  return isLastHeard;
}
