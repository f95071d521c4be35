// SPDX-License-Identifier: Apache-2.0

/**
 * Splits simple lines: commands of plain and quoted words, `;`, `&&`, `||`, newline, `|`, `!`, groups,
 * assignments, plain variables, and redirections to `/dev/null` and between outputs. What else
 * expands (commands, patterns, `~`, braces) is not split: the line passes.
 *
 * @module
 */
import { Pass } from "../lookups/types.ts";
import type { Command, Group, ListItem, Parameter, Redirect, Word } from "./tree.ts";

/** Unquoted, these expand, group or comment somewhere. */
const special = "$`(){}*?[]~#&<>\0\r";
const reserved: ReadonlySet<string> = new Set(
  ("if then else elif fi for while until do done case esac in function select time coproc [[ ]]" +
    " { } !").split(" "),
);
const redirection =
  /(?:([012]?)(>{1,2}|<)[ \t]*\/dev\/null(?=[ \t\n;|&)]|$)|([12]?)>&([12])(?=[ \t\n;|&)]|$))/y;
const assignment = /^([A-Za-z_][A-Za-z0-9_]*)=/;
const parameter = /\$(?:([A-Za-z_][A-Za-z0-9_]*|\?)|\{([A-Za-z_][A-Za-z0-9_]*|\?)\})/y;

interface Draft {
  line: number;
  assignments: [string, Word][];
  words: Word[];
  redirects: Redirect[];
  group?: Group;
}

function commandOf({ group, ...rest }: Draft): Command {
  return group ?? { kind: "simple", ...rest };
}

/** Splits a line; throws a Pass where it is not a simple one. */
export function split(text: string): ListItem[] {
  return new Splitter(text, { at: 0, line: 1, until: "", depth: 0 }).list();
}

/** Where a list begins. */
interface Place {
  readonly at: number;
  readonly line: number;
  /** What ends it: the text's end, or a group's. */
  readonly until: "" | ")" | "}";
  /** How many groups it lies in. */
  readonly depth: number;
}

class Splitter {
  readonly #text: string;
  readonly #until: Place["until"];
  readonly #depth: number;
  #at: number;
  #line: number;
  #after: ListItem["after"] = ";";
  /** Whether an operator waits for its right side. */
  #open = false;
  #negated = false;
  #items: ListItem[] = [];
  #pipeline: Command[] = [];
  #draft: Draft | undefined;

  constructor(text: string, { at, line, until, depth }: Place) {
    // nobody writes lines like this
    if (depth > 100) throw new Pass("shell depth");
    this.#text = text;
    this.#at = at;
    this.#line = line;
    this.#until = until;
    this.#depth = depth;
  }

  list(): ListItem[] {
    const text = this.#text;
    while (this.#at < text.length) {
      const char = text[this.#at]!;
      if (char === " " || char === "\t") this.#at++;
      else if (char === "\n") this.#newline();
      else if (char === ";") this.#operator(";", 1);
      else if (char === "|") {
        if (text[this.#at + 1] === "|") this.#operator("||", 2);
        else this.#pipe();
      } else if (text.startsWith("&&", this.#at)) this.#operator("&&", 2);
      else if (this.#isEnd(char)) return this.#end();
      else if (!this.#group(char) && !this.#redirect()) this.#word();
    }
    if (this.#until !== "") throw new Pass("shell syntax");
    return this.#end();
  }

  #end(): ListItem[] {
    if ((this.#open || this.#negated) && !this.#draft) throw new Pass("shell syntax");
    this.#endPipeline();
    return this.#items;
  }

  /** A parenthesis ends its group anywhere, a brace only where a command may begin. */
  #isEnd(char: string): boolean {
    if (char !== this.#until) return false;
    return char === ")" || (!this.#draft && this.#isAlone());
  }

  /** Whether the character at hand is a word of its own. */
  #isAlone(): boolean {
    return /^[ \t\n;|&)]?$/.test(this.#text[this.#at + 1] ?? "");
  }

  #group(char: string): boolean {
    if (this.#draft) {
      if (char === "(") throw new Pass("shell syntax (");
      return false;
    }
    if (char === "!" && this.#isAlone() && this.#pipeline.length === 0 && !this.#negated) {
      this.#negated = true;
      this.#at++;
      return true;
    }
    const isSubshell = char === "(";
    // an arithmetic command of bash's
    if (this.#text.startsWith("((", this.#at)) throw new Pass("shell syntax ((");
    if (!isSubshell && !(char === "{" && /[ \t\n]/.test(this.#text[this.#at + 1] ?? ""))) {
      return false;
    }
    const command = this.#command();
    const inner = new Splitter(this.#text, {
      at: this.#at + 1,
      line: this.#line,
      until: isSubshell ? ")" : "}",
      depth: this.#depth + 1,
    });
    const items = inner.list();
    if (items.length === 0) throw new Pass("shell syntax");
    command.group = { kind: "group", items, isSubshell, redirects: [] };
    this.#at = inner.#at + 1;
    this.#line = inner.#line;
    return true;
  }

  #newline(): void {
    // which line a continued list is counted to differs by shell
    if (this.#open && !this.#draft) throw new Pass("shell syntax");
    this.#endPipeline();
    this.#after = ";";
    this.#at++;
    this.#line++;
  }

  #operator(after: ListItem["after"], length: number): void {
    if (!this.#draft) throw new Pass("shell syntax");
    this.#endPipeline();
    this.#after = after;
    this.#open = after !== ";";
    this.#at += length;
  }

  #pipe(): void {
    if (!this.#draft || this.#text[this.#at + 1] === "&") throw new Pass("shell syntax");
    this.#pipeline.push(commandOf(this.#draft));
    this.#draft = undefined;
    this.#open = true;
    this.#at++;
  }

  #endPipeline(): void {
    if (!this.#draft) return;
    this.#pipeline.push(commandOf(this.#draft));
    this.#items.push({ after: this.#after, negated: this.#negated, pipeline: this.#pipeline });
    this.#pipeline = [];
    this.#negated = false;
    this.#draft = undefined;
    this.#open = false;
  }

  #command(): Draft {
    return this.#draft ??= { line: this.#line, assignments: [], words: [], redirects: [] };
  }

  #redirect(): boolean {
    redirection.lastIndex = this.#at;
    const match = redirection.exec(this.#text);
    if (!match) return false;
    // dash leads more than the group's own output there, in places (measured with 0.5.12)
    if (this.#draft?.group) throw new Pass("shell redirected group");
    const [whole, fd, sign, from, to] = match;
    this.#at += whole.length;
    if (to !== undefined) {
      this.#command().redirects.push({ fd: from === "2" ? 2 : 1, to: to === "1" ? 1 : 2 });
      return true;
    }
    const input = sign === "<";
    const number = Number(fd || (input ? 0 : 1));
    if (input !== (number === 0)) throw new Pass("shell redirection");
    this.#command().redirects.push({ fd: number === 0 ? 0 : number === 1 ? 1 : 2, to: "null" });
    return true;
  }

  #word(): void {
    const text = this.#text;
    const start = this.#at;
    const word = new Draw();
    let quoted = false;
    loop: while (this.#at < text.length) {
      const char = text[this.#at]!;
      switch (char) {
        case " ":
        case "\t":
        case "\n":
        case ";":
        case "|":
        case ")":
          break loop;
        case "'": {
          const end = text.indexOf("'", this.#at + 1);
          if (end < 0) throw new Pass("shell syntax");
          word.text(this.#literal(text.slice(this.#at + 1, end)));
          this.#at = end + 1;
          quoted = true;
          break;
        }
        case '"':
          this.#doubleQuoted(word);
          quoted = true;
          break;
        case "\\": {
          const next = text[this.#at + 1];
          if (next === undefined || next === "\n") throw new Pass("shell syntax");
          word.text(next);
          this.#at += 2;
          quoted = true;
          break;
        }
        case "$":
          word.parameter(this.#parameter(), false);
          break;
        case "&":
          if (text[this.#at + 1] === "&") break loop;
          throw new Pass("shell syntax &");
        default:
          if (special.includes(char) && !this.#isBracketCommand(char, start)) {
            throw new Pass(`shell syntax ${char}`);
          }
          word.text(char);
          this.#at++;
      }
    }
    if (this.#at === start) throw new Pass("shell syntax");
    if (quoted) word.quote();
    this.#take(word, quoted, text.slice(start, this.#at));
  }

  /** The name of the variable at hand. */
  #parameter(): string {
    parameter.lastIndex = this.#at;
    const match = parameter.exec(this.#text);
    if (!match) throw new Pass("shell syntax $");
    this.#at += match[0].length;
    return match[1] ?? match[2]!;
  }

  /** `[` and `]` that stand alone are the test command's. */
  #isBracketCommand(char: string, start: number): boolean {
    if ((char !== "[" && char !== "]") || this.#at !== start) return false;
    return /^[ \t\n;|]?$/.test(this.#text[start + 1] ?? "");
  }

  #literal(text: string): string {
    // a quoted newline moves the line number that messages show, by the shell's own reckoning
    if (text.includes("\n") || text.includes("\0")) throw new Pass("shell quoted newline");
    return text;
  }

  #doubleQuoted(word: Draw): void {
    const text = this.#text;
    for (this.#at++;;) {
      const char = text[this.#at];
      if (char === undefined) throw new Pass("shell syntax");
      if (char === '"') break;
      if (char === "`") throw new Pass("shell syntax `");
      // a dollar sign before these is only itself
      if (char === "$" && text[this.#at + 1] !== '"' && text[this.#at + 1] !== " ") {
        word.parameter(this.#parameter(), true);
        continue;
      }
      if (char === "\\" && '$`"\\\n'.includes(text[this.#at + 1] ?? "x")) this.#at++;
      word.text(this.#literal(text[this.#at]!));
      this.#at++;
    }
    this.#at++;
  }

  #take(draw: Draw, quoted: boolean, source: string): void {
    const command = this.#command();
    if (command.group) throw new Pass("shell syntax");
    const match = command.words.length === 0 ? assignment.exec(source) : null;
    if (match) {
      command.assignments.push([match[1]!, draw.word(match[0].length)]);
      return;
    }
    const word = draw.word(0);
    const first = command.words.length === 0;
    if (first && !quoted && typeof word === "string" && reserved.has(word)) {
      throw new Pass(`shell syntax ${word}`);
    }
    // NAME+=value, NAME[i]=value
    if (first && /^[A-Za-z_]\w*(\+|\[.*\]\+?)=/.test(source)) throw new Pass("shell syntax +=");
    // without a word for a name, what follows would be the command
    if (first && typeof word !== "string") throw new Pass("shell command of a variable");
    command.words.push(word);
  }
}

/** A word as it is put together. */
class Draw {
  readonly #parts: (string | Parameter)[] = [];
  #text = "";
  #quoted = false;

  text(text: string): void {
    this.#text += text;
  }

  /** Has quotes, and so stays a word where nothing is left of it. */
  quote(): void {
    this.#quoted = true;
  }

  parameter(name: string, quoted: boolean): void {
    if (this.#text !== "") this.#parts.push(this.#text);
    this.#text = "";
    this.#parts.push({ kind: "parameter", name, quoted });
  }

  /** The word, without as many of its first characters. */
  word(skipped: number): Word {
    if (this.#parts.length === 0) return this.#text.slice(skipped);
    const [first, ...rest] = this.#parts;
    const begin = typeof first === "string" ? first.slice(skipped) : first!;
    const parts = begin === "" ? rest : [begin, ...rest];
    return this.#quoted || this.#text !== "" ? [...parts, this.#text] : parts;
  }
}
