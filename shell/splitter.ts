// SPDX-License-Identifier: Apache-2.0

/**
 * Splits simple lines: commands of plain and quoted words, `;`, `&&`, `||`, newline, `|`,
 * assignments, and redirections to `/dev/null` and between outputs. What expands (`$`, backticks,
 * patterns, `~`, braces) or groups is not split: the line passes.
 *
 * @module
 */
import { Pass } from "../lookups/types.ts";
import type { ListItem, Redirect, SimpleCommand } from "./tree.ts";

/** Unquoted, these expand, group or comment somewhere. */
const special = "$`(){}*?[]~#&<>!\0\r";
const reserved: ReadonlySet<string> = new Set(
  ("if then else elif fi for while until do done case esac in function select time coproc [[ ]]" +
    " { } !").split(" "),
);
const redirection =
  /(?:([012]?)(>{1,2}|<)[ \t]*\/dev\/null(?=[ \t\n;|&]|$)|([12]?)>&([12])(?=[ \t\n;|&]|$))/y;
const assignment = /^([A-Za-z_][A-Za-z0-9_]*)=/;

interface Draft {
  line: number;
  assignments: [string, string][];
  words: string[];
  redirects: Redirect[];
}

/** Splits a line; throws a Pass where it is not a simple one. */
export function split(text: string): ListItem[] {
  return new Splitter(text).list();
}

class Splitter {
  readonly #text: string;
  #at = 0;
  #line = 1;
  #after: ListItem["after"] = ";";
  /** Whether an operator waits for its right side. */
  #open = false;
  #items: ListItem[] = [];
  #pipeline: SimpleCommand[] = [];
  #draft: Draft | undefined;

  constructor(text: string) {
    this.#text = text;
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
      else if (!this.#redirect()) this.#word();
    }
    if (this.#open && !this.#draft) throw new Pass("shell syntax");
    this.#endPipeline();
    return this.#items;
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
    this.#pipeline.push(this.#draft);
    this.#draft = undefined;
    this.#open = true;
    this.#at++;
  }

  #endPipeline(): void {
    if (!this.#draft) return;
    this.#pipeline.push(this.#draft);
    this.#items.push({ after: this.#after, pipeline: this.#pipeline });
    this.#pipeline = [];
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
    let word = "";
    let quoted = false;
    loop: while (this.#at < text.length) {
      const char = text[this.#at]!;
      switch (char) {
        case " ":
        case "\t":
        case "\n":
        case ";":
        case "|":
          break loop;
        case "'": {
          const end = text.indexOf("'", this.#at + 1);
          if (end < 0) throw new Pass("shell syntax");
          word += this.#literal(text.slice(this.#at + 1, end));
          this.#at = end + 1;
          quoted = true;
          break;
        }
        case '"':
          word += this.#doubleQuoted();
          quoted = true;
          break;
        case "\\": {
          const next = text[this.#at + 1];
          if (next === undefined || next === "\n") throw new Pass("shell syntax");
          word += next;
          this.#at += 2;
          quoted = true;
          break;
        }
        case "&":
          if (text[this.#at + 1] === "&") break loop;
          throw new Pass("shell syntax &");
        default:
          if (special.includes(char) && !this.#isBracketCommand(char, start)) {
            throw new Pass(`shell syntax ${char}`);
          }
          word += char;
          this.#at++;
      }
    }
    this.#take(word, quoted, text.slice(start, this.#at));
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

  #doubleQuoted(): string {
    const text = this.#text;
    let word = "";
    let at = this.#at + 1;
    for (;; at++) {
      const char = text[at];
      if (char === undefined) throw new Pass("shell syntax");
      if (char === '"') break;
      if (char === "`") throw new Pass("shell syntax `");
      // a dollar sign before these is only itself
      if (char === "$" && text[at + 1] !== '"' && text[at + 1] !== " ") {
        throw new Pass("shell syntax $");
      }
      if (char === "\\" && '$`"\\\n'.includes(text[at + 1] ?? "x")) at++;
      word += text[at];
    }
    this.#at = at + 1;
    return this.#literal(word);
  }

  #take(word: string, quoted: boolean, source: string): void {
    const command = this.#command();
    const match = command.words.length === 0 ? assignment.exec(source) : null;
    if (match) {
      command.assignments.push([match[1]!, word.slice(match[0].length)]);
      return;
    }
    if (!quoted && command.words.length === 0 && reserved.has(word)) {
      throw new Pass(`shell syntax ${word}`);
    }
    // NAME+=value, NAME[i]=value
    if (command.words.length === 0 && /^[A-Za-z_]\w*(\+|\[.*\]\+?)=/.test(source)) {
      throw new Pass("shell syntax +=");
    }
    command.words.push(word);
  }
}
