// SPDX-License-Identifier: Apache-2.0

/**
 * Lines that the splitter does not take, from the parser's tree to the evaluator's. The parser knows
 * bash's language: what dash reads otherwise passes.
 *
 * @module
 */
import type { CommandExpansionPart, CompoundList, Statement } from "unbash";
import { Pass } from "../lookups/types.ts";
import type { ShellName } from "./builtin_call.ts";
import { lowerStatement } from "./lower_command.ts";
import { parseScript } from "./parser.ts";
import type { ListItem } from "./tree.ts";

/** Parses a line; throws a Pass where it is not of the language that is evaluated. */
export function parseLine(line: string, shell: ShellName): ListItem[] {
  if (/[\0\r]/.test(line)) throw new Pass("shell syntax");
  const { commands, shebang } = parseScript(line);
  if (shebang !== undefined) throw new Pass("shell syntax");
  return new Lowering(line, shell).statements(commands);
}

/** What the parts of a line are lowered by. */
export class Lowering {
  /** Whose line it is. */
  readonly shell: ShellName;
  /** The text that positions count in; undefined: they count in none that is known. */
  readonly source: string | undefined;
  readonly #depth: number;

  constructor(source: string | undefined, shell: ShellName, depth = 0) {
    // nobody writes lines like this
    if (depth > 100) throw new Pass("shell depth");
    this.source = source;
    this.shell = shell;
    this.#depth = depth;
  }

  /** The items of a list. */
  statements(statements: readonly Statement[]): ListItem[] {
    return statements.flatMap((each) => lowerStatement(each, this));
  }

  /** The items of a list within a command. */
  inner({ commands }: CompoundList): ListItem[] {
    return new Lowering(this.source, this.shell, this.#depth + 1).statements(commands);
  }

  /** What a substitution runs; in a here-document, lines are counted otherwise. */
  substitution({ script, text }: CommandExpansionPart, inHereDocument: boolean): ListItem[] {
    if (!script || (script.errors && script.errors.length > 0)) throw new Pass("shell syntax");
    // `$(<file)`
    if (this.shell === "bash" && /^(\$\(|`)\s*</.test(text)) throw new Pass("shell substitution");
    // dash begins to count anew within backticks, bash counts a here-document's as its command's
    const isLike = text.startsWith("$") && !(inHereDocument && this.shell === "bash");
    const isCounted = script.source === undefined && (isLike || !this.source?.includes("\n"));
    const source = isCounted ? this.source : undefined;
    return new Lowering(source, this.shell, this.#depth + 1).statements(script.commands);
  }

  /** The line of a position, from 1; undefined: only the shell itself counts it. */
  line(pos: number): number | undefined {
    return this.source?.slice(0, pos).split("\n").length;
  }
}
