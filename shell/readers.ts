// SPDX-License-Identifier: Apache-2.0

/** Commands that read their input to its end, whatever it is: who writes to them never fails of it. @module */
import { isPlainFilter } from "../lookups/plain_filter.ts";
import type { Command } from "./tree.ts";

/** What echo(1) is given fails in no round. */
const echoes = /^(-n\n?[1-9]\d*\n|-I\{\}\n|-[0rt]\n)*(echo\n[^]*)?$/;

/** Those that print nothing before they have read all. */
const collects = /^(sort|tac|tail|wc)$/;

/** Whether a command reads to the end, as long as it can write: `first`: before it writes. */
export function readsAll(command: Command): "first" | "all" | "no" {
  if (command.kind !== "simple") return "no";
  const { words, assignments, redirects } = command;
  const [name, ...args] = words.filter((word) => typeof word === "string");
  const isMoved = redirects.some(({ fd, to }) => fd === 0 || typeof to === "object");
  if (name === undefined || assignments.length > 0 || isMoved) return "no";
  if (args.length + 1 < words.length) return "no";
  const isEchoing = name === "xargs" && echoes.test(args.map((arg) => `${arg}\n`).join(""));
  if (!isEchoing && !isPlainFilter(name, args)) return "no";
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
