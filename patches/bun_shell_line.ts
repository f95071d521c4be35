// SPDX-License-Identifier: Apache-2.0

/**
 * The commands of a template of `Bun.$`, in Bun's own shell language: no shell of the system's. Read
 * so far that each command's name is certain; what else there is makes a template unreadable.
 *
 * @module
 */

/** Where one redirection leads that can be answered. */
export type Redirect = "<null" | "1>null" | "2>null" | "&>null" | "1>&2" | "2>&1";

/** One command of a template. */
export interface ShellCommand {
  /** The command as it was named. */
  readonly file: string;
  /** The arguments after it, as far as they do not expand. */
  readonly args: readonly string[];
  /** Its redirection, where there is one that can be answered. */
  readonly redirect: Redirect | undefined;
  /** What only the original can do. */
  readonly obstacle: string | undefined;
}

/** What a word is made of; its text is exact only where nothing expands. */
interface Word {
  text: string;
  /** How much of it stands before what was quoted or interpolated first. */
  bare: number;
  /** Whether the shell makes something else of it. */
  expands: boolean;
}

/** What a part of a word is. */
type Kind = "bare" | "literal" | "expands";

interface Draft {
  readonly words: Word[];
  redirect: Redirect | undefined;
  /** Whether a redirection was seen: what follows it is a command of its own (measured). */
  redirected: boolean;
  obstacle: string | undefined;
}

/** Thrown where the reader does not know what Bun makes of a template. */
const unreadable = Symbol("unreadable");

/** Words that begin something else than a command. */
const reserved: ReadonlySet<string> = new Set(
  "if then elif else fi for while until do done case esac in function select time coproc [[ ]]"
    .split(" "),
);

/** A variable, or a dollar sign that is only itself; what follows it in braces or parentheses is neither. */
const variable = /^\$(?:[A-Za-z_0-9]+|(?![({A-Za-z_0-9]))/;

/** Reads a template; undefined where it holds more than commands of words. */
export function readTemplate(
  raw: unknown,
  values: readonly unknown[],
): readonly ShellCommand[] | undefined {
  if (!Array.isArray(raw) || raw.length !== values.length + 1) return undefined;
  if (!raw.every((each) => typeof each === "string")) return undefined;
  try {
    return new Reader(raw, values).commands();
  } catch (thrown) {
    if (thrown === unreadable) return undefined;
    throw thrown;
  }
}

class Reader {
  readonly #raw: readonly string[];
  readonly #values: readonly unknown[];
  readonly #commands: ShellCommand[] = [];
  #draft: Draft = emptyDraft();
  #word: Word | undefined;
  /** Whether there is more than one command. */
  #isList = false;
  /** The literal part at hand, and the position in it. */
  #part = 0;
  #at = 0;

  constructor(raw: readonly string[], values: readonly unknown[]) {
    this.#raw = raw;
    this.#values = values;
  }

  commands(): readonly ShellCommand[] {
    for (;;) {
      const rest = this.#rest();
      if (rest !== "") this.#token(rest);
      else if (this.#part === this.#raw.length - 1) break;
      else this.#interpolation();
    }
    this.#endCommand("");
    if (!this.#isList && this.#commands.length === 1) return this.#commands;
    return this.#commands.map((each) => ({ ...each, obstacle: each.obstacle ?? "shell list" }));
  }

  #rest(): string {
    return this.#raw[this.#part]!.slice(this.#at);
  }

  #token(rest: string): void {
    const [space] = /^ +/.exec(rest) ?? [];
    if (space) {
      this.#at += space.length;
      return this.#endWord();
    }
    const [operator] = /^(?:&&|\|\|?|;|\n)/.exec(rest) ?? [];
    if (operator) {
      this.#at += operator.length;
      return this.#endCommand(operator);
    }
    if (!this.#word && this.#redirection(rest)) return;
    this.#wordPart(rest);
  }

  #redirection(rest: string): boolean {
    const [sign, fd = "", mode] = /^(&|[012])?(>>?|<)(?![<>])/.exec(rest) ?? [];
    if (sign === undefined) return false;
    const draft = this.#draft;
    if (draft.words.length === 0 || draft.redirected) throw unreadable;
    draft.redirected = true;
    this.#at += sign.length;
    const target = /^(?: *(\/dev\/null)|&([12]))(?=[ ;\n|]|&&|$)/.exec(this.#rest());
    if (!target || (target[0] === this.#rest() && this.#part < this.#raw.length - 1)) {
      draft.obstacle = "shell redirection";
      this.#target();
      return true;
    }
    this.#at += target[0].length;
    draft.redirect = redirectOf(fd, mode!, target[2]);
    if (draft.redirect === undefined) draft.obstacle = "shell redirection";
    return true;
  }

  /** Steps over a redirection's target, whatever it is: a file, a buffer, a response. */
  #target(): void {
    this.#at += /^ */.exec(this.#rest())![0].length;
    const [name] = /^[\w./:=@%+,-]+/.exec(this.#rest()) ?? [];
    if (name !== undefined) this.#at += name.length;
    else if (this.#rest() === "" && this.#part < this.#values.length) this.#next();
    else throw unreadable;
    const rest = this.#rest();
    const isEnd = rest === "" && this.#part === this.#raw.length - 1;
    if (!isEnd && !/^(?:[ ;\n|]|&&)/.test(rest)) throw unreadable;
  }

  #next(): unknown {
    const value = this.#values[this.#part];
    this.#part++;
    this.#at = 0;
    return value;
  }

  #wordPart(rest: string): void {
    const [bare] = /^[\w./:=@%+,^\x80-\u{10FFFF}-]+/u.exec(rest) ?? [];
    if (bare) return this.#take(bare, bare, "bare");
    // an escaped tilde expands all the same (measured)
    const [escaped, character] = /^\\([ -}])/.exec(rest) ?? [];
    if (escaped) return this.#take(escaped, character!, "literal");
    const [expanding] = /^[*?~!{}[\]]/.exec(rest) ?? variable.exec(rest) ?? [];
    if (expanding) return this.#take(expanding, expanding, "expands");
    // a comment only where a word begins
    if (rest[0] === "#" && this.#word) return this.#take("#", "#", "bare");
    if (rest[0] !== "'" && rest[0] !== '"') throw unreadable;
    this.#take(rest[0], "", "literal");
    this.#quoted(rest[0]);
  }

  #quoted(quote: "'" | '"'): void {
    for (;;) {
      const rest = this.#rest();
      const [text] = (quote === "'" ? /^[^']+/ : /^[^"\\$`]+/).exec(rest) ?? [];
      if (text) this.#take(text, text, "literal");
      else if (rest === "") this.#quotedInterpolation();
      else if (rest[0] === quote) return this.#take(quote, "", "literal");
      else this.#doubleQuotedPart(rest);
    }
  }

  #doubleQuotedPart(rest: string): void {
    const [escaped, character] = /^\\(["$`\\])/.exec(rest) ?? [];
    if (escaped) return this.#take(escaped, character!, "literal");
    if (/^\\[ -~]/.test(rest)) return this.#take("\\", "\\", "literal");
    const [expanding] = variable.exec(rest) ?? [];
    if (!expanding) throw unreadable;
    this.#take(expanding, expanding, "expands");
  }

  #take(source: string, text: string, kind: Kind): void {
    this.#at += source.length;
    this.#add(text, kind);
  }

  #add(text: string, kind: Kind): void {
    // a word after a redirection begins a command (measured)
    if (this.#draft.redirected) throw unreadable;
    const word = this.#word ??= { text: "", bare: Infinity, expands: false };
    if (kind === "literal") word.bare = Math.min(word.bare, word.text.length);
    if (kind === "expands") word.expands = true;
    word.text += text;
  }

  #quotedInterpolation(): void {
    if (this.#part >= this.#values.length) throw unreadable;
    this.#add(textsOf(this.#next()).join(" "), "literal");
  }

  #interpolation(): void {
    for (const [index, text] of textsOf(this.#next()).entries()) {
      if (index > 0) this.#endWord();
      this.#add(text, "literal");
    }
  }

  #endWord(): void {
    if (this.#word) this.#draft.words.push(this.#word);
    this.#word = undefined;
  }

  #endCommand(operator: string): void {
    this.#endWord();
    const { words, redirect, obstacle } = this.#draft;
    this.#draft = emptyDraft();
    const isSequence = operator === "" || operator === "\n" || operator === ";";
    if (!isSequence) this.#isList = true;
    if (words.length === 0) {
      if (isSequence) return;
      throw unreadable;
    }
    const assignments = words.findIndex((each) => !isAssignment(each));
    if (assignments < 0) {
      // executes nothing
      this.#isList = true;
      return;
    }
    const [name, ...args] = words.slice(assignments);
    const { text, expands } = name!;
    // what else is an assignment is Bun's own matter
    if (expands || text === "" || text.includes("=") || reserved.has(text)) throw unreadable;
    this.#commands.push({
      file: text,
      args: args.map((each) => each.text),
      redirect,
      obstacle: assignments > 0
        ? "shell assignment"
        : args.some((each) => each.expands)
        ? "shell expansion"
        : obstacle,
    });
  }
}

function emptyDraft(): Draft {
  return { words: [], redirect: undefined, redirected: false, obstacle: undefined };
}

function isAssignment({ text, bare }: Word): boolean {
  const [start] = /^[A-Za-z_]\w*=/.exec(text) ?? [];
  return start !== undefined && start.length <= bare;
}

function redirectOf(fd: string, mode: string, copied: string | undefined): Redirect | undefined {
  if (mode === "<") return copied === undefined && (fd === "" || fd === "0") ? "<null" : undefined;
  if (copied !== undefined) {
    if (mode !== ">" || fd === copied) return undefined;
    return fd === "2" ? "2>&1" : fd === "1" ? "1>&2" : undefined;
  }
  if (fd === "&") return "&>null";
  if (fd === "" || fd === "1") return "1>null";
  return fd === "2" ? "2>null" : undefined;
}

/** The words that Bun makes of an interpolated value. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) {
    const texts = Array.from(value, textsOf).flat();
    // what an empty list leaves of the word around it is not known
    if (texts.length === 0) throw unreadable;
    return texts;
  }
  if (value === null || !["object", "function", "symbol"].includes(typeof value)) {
    return [String(value)];
  }
  throw unreadable;
}
