// SPDX-License-Identifier: Apache-2.0

/** One input, line by line, and what is printed of it (src/grep.c: grep, prtext, prline). @module */
import { bytesOfLatin1, decodeExactly } from "../text.ts";
import { Pass } from "../types.ts";
import type { Matcher } from "./patterns.ts";
import type { Style } from "./settings.ts";

/** What is asked of one input. */
export interface Request {
  /** Its bytes, one character each. */
  readonly text: string;
  /** Its name. */
  readonly name: string;
  /** Whether its name stands in front of lines. */
  readonly showsName: boolean;
}

/** What a search gave. */
export interface Found {
  /** How many lines were selected. */
  readonly count: number;
  /** Whether there was something that is no text. */
  readonly isBinary: boolean;
}

/** How much of an input with zeros is known to be seen at once. */
const mostBinary = 4096;

/** Searches inputs one after another. */
export class Search {
  readonly #matcher: Matcher;
  readonly #style: Style;
  readonly #print: (bytes: string) => void;
  readonly #utf8: boolean;
  /** Whether something was printed that a group of lines is to be kept apart from. */
  #hasPrinted = false;

  /** @param print takes bytes, one character each */
  constructor(
    matcher: Matcher,
    style: Style,
    { print, utf8 }: { readonly print: (bytes: string) => void; readonly utf8: boolean },
  ) {
    this.#matcher = matcher;
    this.#style = style;
    this.#print = print;
    this.#utf8 = utf8;
  }

  /** Searches an input, and prints what is asked for of it. */
  search({ text, name, showsName }: Request): Found {
    const style = this.#style;
    const { binary, zero, counts } = style;
    if (zero && text.includes("\n")) throw new Pass("newlines between zeros");
    const hasZeros = !zero && text.includes("\0");
    let content = text;
    if (hasZeros) {
      // as text it holds lines with zeros, and in more than one buffer lines before them
      if (binary === "text" || text.length > mostBinary) throw new Pass("input with zeros");
      if (binary === "without-match") return { count: 0, isBinary: false };
      // zeros end lines then
      content = text.replaceAll("\0", "\n");
    }
    const prefix = showsName ? name : undefined;
    const stopsEarly = style.quiet || style.lists !== undefined || (hasZeros && !counts);
    const run = new Run(content, this.#matcher, style, {
      print: this.#print,
      prefix,
      stopsEarly,
      isQuiet: stopsEarly || counts,
      checks: this.#utf8 && binary !== "text",
      separates: () => this.#separates(),
    });
    const count = run.all();
    const isShown = !counts && !style.quiet && style.lists === undefined;
    const isBinary = binary === "binary" && isShown && (run.isBroken || (hasZeros && count > 0));
    return { count, isBinary };
  }

  #separates(): boolean {
    const hasPrinted = this.#hasPrinted;
    this.#hasPrinted = true;
    return hasPrinted;
  }
}

/** What one run needs to know. */
interface Surroundings {
  readonly print: (bytes: string) => void;
  readonly prefix: string | undefined;
  /** Whether the first selected line is enough. */
  readonly stopsEarly: boolean;
  readonly isQuiet: boolean;
  /** Whether lines that are no UTF-8 are left out. */
  readonly checks: boolean;
  /** Whether lines were selected before; from now on they were. */
  readonly separates: () => boolean;
}

class Run {
  /** Whether a line was left out, for it is no text. */
  isBroken = false;
  readonly #matcher: Matcher;
  readonly #style: Style;
  readonly #around: Surroundings;
  readonly #lines: readonly string[];
  readonly #end: string;
  /** Behind the last line that was printed. */
  #printed: number | undefined;
  /** How many more lines may be selected. */
  #left: number;
  #selected = 0;
  /** How many lines are still to be printed behind the last selected one. */
  #pending = 0;
  /** Where lines start, in bytes: of those up to #offsetLine. */
  #offset = 0;
  #offsetLine = 0;

  constructor(text: string, matcher: Matcher, style: Style, around: Surroundings) {
    this.#end = style.zero ? "\0" : "\n";
    const lines = text.split(this.#end);
    if (lines.at(-1) === "") lines.pop();
    this.#lines = lines;
    this.#matcher = matcher;
    this.#style = style;
    this.#around = around;
    this.#left = style.most;
  }

  /** Searches it all; gives the number of selected lines. */
  all(): number {
    const { inverted } = this.#style;
    const { length } = this.#lines;
    for (let line = 0; line < length && this.#left > 0; line++) {
      if (this.#matcher.matches(this.#lines[line]!) === inverted) continue;
      this.#select(line);
      if (this.#around.stopsEarly) break;
    }
    if (this.#pending > 0) this.#printPending(length);
    return this.#selected;
  }

  #select(line: number): void {
    const { isQuiet } = this.#around;
    this.#printBefore(line);
    if (!isQuiet) this.#printLine(line, ":");
    this.#pending = isQuiet ? 0 : this.#style.after ?? 0;
    this.#left--;
    this.#selected++;
  }

  /** What stands between the last selected line and the next. */
  #printBefore(line: number): void {
    const { before, after, separator } = this.#style;
    const { isQuiet, separates } = this.#around;
    if (!isQuiet && this.#pending > 0) this.#printPending(line);
    const hasPrinted = separates();
    if (isQuiet) return;
    const first = Math.max(line - (before ?? 0), this.#printed ?? 0);
    const hasContext = before !== undefined || after !== undefined;
    if (hasContext && hasPrinted && first !== this.#printed && separator !== undefined) {
      this.#around.print(`${separator}\n`);
    }
    for (let each = first; each < line; each++) this.#printLine(each, "-");
  }

  #printPending(limit: number): void {
    this.#printed ??= 0;
    for (; this.#pending > 0 && this.#printed < limit; this.#pending--) {
      this.#printLine(this.#printed, "-");
    }
  }

  #printLine(line: number, sign: ":" | "-"): void {
    const { onlyMatching, inverted } = this.#style;
    const text = this.#lines[line]!;
    if (!onlyMatching) {
      if (!this.#printHead(line, 0, text, sign)) return;
      this.#around.print(text + this.#end);
    } else if ((sign === ":") !== inverted && !this.#printParts(line, inverted ? "-" : ":")) {
      return;
    }
    this.#printed = line + 1;
  }

  #printParts(line: number, sign: ":" | "-"): boolean {
    const text = this.#lines[line]!;
    for (let from = 0; from <= text.length;) {
      const found = this.#matcher.find(text, from);
      if (!found) break;
      const [start, end] = found;
      if (end > start) {
        const part = text.slice(start, end);
        if (!this.#printHead(line, start, part, sign)) return false;
        this.#around.print(part + this.#end);
      }
      // an empty match is stepped over
      from = Math.max(end, start + 1);
    }
    return true;
  }

  /** What stands in front of a part; false where the part is no text. */
  #printHead(line: number, start: number, part: string, sign: ":" | "-"): boolean {
    const { prefix, checks, print } = this.#around;
    const { numbers, offsets, endsNamesWithZero, before, after } = this.#style;
    if (checks && !isText(part)) {
      // what is left out is printed around, and printed again
      if (before !== undefined || after !== undefined) throw new Pass("context that is no UTF-8");
      this.isBroken = true;
      return false;
    }
    if (prefix !== undefined) print(prefix + (endsNamesWithZero ? "\0" : sign));
    if (numbers) print(`${line + 1}${sign}`);
    if (offsets) print(`${this.#offsetOf(line) + start}${sign}`);
    return true;
  }

  #offsetOf(line: number): number {
    for (; this.#offsetLine < line; this.#offsetLine++) {
      this.#offset += this.#lines[this.#offsetLine]!.length + 1;
    }
    return this.#offset;
  }
}

/** Whether bytes are UTF-8. */
function isText(bytes: string): boolean {
  return /^[\0-\x7f]*$/.test(bytes) || decodeExactly(bytesOfLatin1(bytes)) !== undefined;
}
