// SPDX-License-Identifier: Apache-2.0

/** The commands that a line names, reached or not. @module */
import { commandName } from "../../lookups/command_name.ts";
import { Pass } from "../../lookups/types.ts";
import type { ShellName } from "../../shell/builtin_call.ts";
import { isBuiltin } from "../../shell/builtin_names.ts";
import { parseLine } from "../../shell/lower.ts";

/** The programs that a line names; undefined where the line is not parsed. */
export function programsOf(line: string, shell: ShellName): string[] | undefined {
  try {
    const found = new Set<string>();
    visit(parseLine(line, shell), found);
    return [...found].filter((name) => !isBuiltin(name, shell));
  } catch (thrown) {
    if (thrown instanceof Pass) return undefined;
    throw thrown;
  }
}

/** Walks through whatever a tree holds. */
function visit(node: unknown, found: Set<string>): void {
  if (typeof node !== "object" || node === null) return;
  if ("words" in node && "assignments" in node && Array.isArray(node.words)) {
    // `command` and `exec` execute what follows
    const words = node.words[0] === "command" ? node.words.slice(1) : node.words;
    const [first] = words;
    if (typeof first === "string" && !first.startsWith("-")) found.add(commandName(first));
  }
  for (const value of Object.values(node)) visit(value, found);
}
