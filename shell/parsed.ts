// SPDX-License-Identifier: Apache-2.0

/** From a line to its tree: by the splitter where the line is simple, else by the parser. @module */
import type { Host } from "../lookups/host.ts";
import { commandName } from "../lookups/command_name.ts";
import { resolve } from "../lookups/resolve.ts";
import type { Knowledge, Request } from "../lookups/run.ts";
import { Pass } from "../lookups/types.ts";
import type { ShellName } from "./builtin_call.ts";
import { isBuiltin, isKeyword } from "./builtin_names.ts";
import { parseLine } from "./lower.ts";
import { split } from "./splitter.ts";
import type { ListItem } from "./tree.ts";

/** The tree of a line; throws a Pass where there is none, or where its first command passes. */
export function parsed(
  line: string,
  shell: ShellName,
  request: Request,
  knowledge: Knowledge,
  host: Host,
): readonly ListItem[] {
  try {
    return split(line);
  } catch (thrown) {
    if (!(thrown instanceof Pass)) throw thrown;
  }
  if (!knowledge.refuses) requireKnownStart(line, shell, request, knowledge, host);
  return parseLine(line, shell);
}

/** Loading the parser for a line that will pass is work for nothing. */
function requireKnownStart(
  line: string,
  shell: ShellName,
  { env, cwd }: Request,
  knowledge: Knowledge,
  host: Host,
): void {
  const [, file] = /^[ \t\n]*([A-Za-z0-9_./-]+)(?=[ \t\n;|])/.exec(line) ?? [];
  if (file === undefined || isKeyword(file, shell) || isBuiltin(file, shell)) return;
  const name = commandName(file);
  if (knowledge.find(name) || resolve({ file, env, cwd }, host).kind === "missing") return;
  throw new Pass(`unknown ${name}`);
}
