// SPDX-License-Identifier: Apache-2.0

/** A script at work (sed/execute.c). @module */
import { bytesOfCharacters, charactersOf, joined } from "../characters.ts";
import type { Regex } from "../regex/mod.ts";
import { Pass } from "../types.ts";
import type { Lines } from "./input.ts";
import { listed } from "./list.ts";
import { Output, type Way } from "./output.ts";
import { Range } from "./range.ts";
import { type Command, type Pattern, type Script, SedError } from "./script.ts";
import { substitute } from "./substitute.ts";

/** How a script is run. */
export interface RunOptions {
  /** `-n`: nothing is printed unasked. */
  readonly isQuiet: boolean;
  /** What ends a line: a newline, or a zero. */
  readonly delimiter: string;
  /** Whether the locale's characters are those of UTF-8. */
  readonly utf8: boolean;
  /** Where `l` folds lines; undefined: where only the original knows. */
  readonly width: number | undefined;
  /** What may be spent: bytes that patterns look at, and commands. */
  readonly budget: number;
}

/** What ends a run: a status, or what is wrong. */
export interface Outcome {
  /** The exit status. */
  readonly code: number;
  /** A message that ended it. */
  readonly error?: SedError;
}

/** A line in one of the two spaces. */
interface Space {
  text: string;
  /** Whether it had an end. */
  isEnded: boolean;
}

/** A line's text is longer only in a script that doubles it. */
const longestSpace = 1 << 20;

/** Runs a script over lines. */
export class Run {
  /** What was printed. */
  readonly output: Output;
  readonly #commands: readonly Command[];
  readonly #ranges: readonly Range[];
  readonly #expressions: number;
  readonly #lines: Lines;
  readonly #options: RunOptions;
  #pattern: Space = { text: "", isEnded: true };
  #hold: Space = { text: "", isEnded: true };
  /** What `a` prints at the end of a cycle. */
  #appended: string[] = [];
  /** Whether `s` replaced something since the line was read, or since the last `t`. */
  #isReplaced = false;
  #lastPattern: Regex | undefined;
  #spent = 0;

  constructor(script: Script, lines: Lines, options: RunOptions) {
    this.#commands = script.commands;
    this.#ranges = script.commands.map((command) => new Range(command));
    this.#expressions = script.expressions;
    this.#lines = lines;
    this.#options = options;
    this.output = new Output(options.delimiter);
  }

  /** Runs it to its end. */
  all(): Outcome {
    try {
      while (this.#read(false)) {
        const code = this.#cycle();
        if (code !== undefined) return { code };
      }
      return { code: 0 };
    } catch (thrown) {
      if (thrown instanceof SedError) return { code: 1, error: thrown };
      throw thrown;
    }
  }

  /** Reads a line into the pattern space, or appends it; false at the end of the input. */
  #read(appends: boolean): boolean {
    if (this.#appended.length > 0) this.#printAppended();
    this.#isReplaced = false;
    const pattern = this.#pattern;
    if (!appends) pattern.text = "";
    pattern.isEnded = true;
    const line = this.#lines.next(() => {
      this.#hold.text = "";
      for (const range of this.#ranges) range.reset();
    });
    if (!line) return false;
    this.#spend(line.text.length);
    const text = this.#options.utf8 ? charactersOf(line.text) : line.text;
    this.#set(pattern, appends ? this.#joined(pattern.text + text) : text);
    pattern.isEnded = line.isEnded;
    return true;
  }

  /** The commands over one line; a status where they end sed. */
  #cycle(): number | undefined {
    for (let at = 0; at < this.#commands.length;) {
      this.#spend(1);
      const command = this.#commands[at]!;
      const next = at + 1;
      const holds = this.#ranges[at]!.holds(this.#lines, (pattern) => this.#matches(pattern));
      if (holds === command.isNegated) {
        at = next;
        continue;
      }
      const outcome = this.#execute(command, at);
      if (outcome === "end") return undefined;
      if (typeof outcome === "object") return outcome.code;
      at = outcome ?? next;
    }
    if (!this.#options.isQuiet) this.#print(this.#pattern);
    return undefined;
  }

  /** Executes one command: where to go on, whether the cycle ends, or with which status sed does. */
  #execute(command: Command, at: number): number | "end" | { code: number } | undefined {
    const { output } = this;
    const { delimiter, isQuiet } = this.#options;
    const pattern = this.#pattern;
    const hold = this.#hold;
    const { text, target } = command;
    switch (command.letter) {
      case "{":
      case "b":
        return target!;
      case "}":
      case ":":
        return undefined;
      case "=":
        output.close();
        output.raw(`${this.#lines.number}${delimiter}`);
        return undefined;
      case "a":
        this.#appended.push(text ?? "");
        return undefined;
      case "i":
        if (text !== undefined) output.line(text.slice(0, -1), true);
        return undefined;
      case "c":
        if (text !== undefined && !this.#ranges[at]!.isActive) output.line(text.slice(0, -1), true);
        return "end";
      case "d":
        return "end";
      case "D": {
        const end = pattern.text.indexOf(delimiter);
        if (end < 0) return "end";
        pattern.text = pattern.text.slice(end + 1);
        // the next cycle begins at once, with what is left
        return 0;
      }
      case "F":
        output.close();
        output.raw(`${this.#fileName()}${delimiter}`);
        return undefined;
      case "g":
        Object.assign(pattern, hold);
        return undefined;
      case "G":
        this.#append(pattern, hold);
        return undefined;
      case "h":
        Object.assign(hold, pattern);
        return undefined;
      case "H":
        this.#append(hold, pattern);
        return undefined;
      case "x":
        [this.#pattern, this.#hold] = [hold, pattern];
        return undefined;
      case "z":
        pattern.text = "";
        return undefined;
      case "l":
        this.#list(command.number);
        return undefined;
      case "n":
        if (!isQuiet) this.#print(pattern);
        return this.#lines.isLast || !this.#read(false) ? "end" : undefined;
      case "N":
        return this.#appendNext();
      case "p":
        this.#print(pattern);
        return undefined;
      case "P": {
        const end = pattern.text.indexOf(delimiter);
        if (end < 0) this.#print(pattern);
        else this.#print({ text: pattern.text.slice(0, end), isEnded: true });
        return undefined;
      }
      case "q":
        if (!isQuiet) this.#print(pattern);
        this.#printAppended();
        return { code: command.number ?? 0 };
      case "Q":
        return { code: command.number ?? 0 };
      case "s":
        this.#substitute(command);
        return undefined;
      case "t":
      case "T": {
        const isReplaced = this.#isReplaced;
        this.#isReplaced = false;
        return isReplaced === (command.letter === "t") ? target! : undefined;
      }
      case "w":
        this.#print(pattern, "write");
        return undefined;
      case "y":
        this.#translate(command);
        return undefined;
    }
    throw new Pass(`command ${command.letter}`);
  }

  #appendNext(): "end" | undefined {
    const pattern = this.#pattern;
    const { text } = pattern;
    pattern.text += this.#options.delimiter;
    if (!this.#lines.isLast && this.#read(true)) return undefined;
    pattern.text = text;
    if (!this.#options.isQuiet) this.#print(pattern);
    return "end";
  }

  #substitute({ substitution }: Command): void {
    const { prints, writes } = substitution!;
    const pattern = this.#known(substitution!.pattern);
    const result = substitute(this.#pattern.text, pattern, substitution!, {
      utf8: this.#options.utf8,
      spend: (steps) => this.#spend(steps),
    });
    if (result === undefined) return;
    this.#isReplaced = true;
    this.#set(this.#pattern, this.#joined(result));
    if (prints) this.#print(this.#pattern);
    if (writes) this.#print(this.#pattern, "write");
  }

  #translate({ translation }: Command): void {
    const pattern = this.#pattern;
    this.#spend(pattern.text.length);
    let result = "";
    for (const each of pattern.text) result += translation!.get(each) ?? each;
    this.#set(pattern, this.#joined(result));
  }

  #list(given: number | undefined): void {
    const width = given ?? this.#options.width;
    if (width === undefined) throw new Pass("width of a list");
    this.output.close();
    const bytes = this.#bytes(this.#pattern.text);
    this.output.raw(listed(bytes, width, this.#options.delimiter));
  }

  #append(to: Space, from: Space): void {
    this.#set(to, this.#joined(to.text + this.#options.delimiter + from.text));
    to.isEnded = from.isEnded;
  }

  #matches(pattern: Pattern): boolean {
    this.#spend(this.#pattern.text.length);
    return this.#known(pattern).test(this.#pattern.text);
  }

  /** A pattern, or the one that was used last. */
  #known(pattern: Pattern): Regex {
    this.#lastPattern = pattern ?? this.#lastPattern;
    if (this.#lastPattern) return this.#lastPattern;
    const place = { expression: this.#expressions, byte: 0 };
    throw new SedError("no previous regular expression", place);
  }

  #set(space: Space, text: string): void {
    if (text.length > longestSpace) throw new Pass("long line");
    // copying is quicker than looking
    this.#spend(text.length >> 6);
    space.text = text;
  }

  #joined(text: string): string {
    return this.#options.utf8 ? joined(text) : text;
  }

  #bytes(text: string): string {
    return this.#options.utf8 ? bytesOfCharacters(text) : text;
  }

  #print({ text, isEnded }: Space, way: Way = "print"): void {
    this.output.line(this.#bytes(text), isEnded, way);
  }

  #printAppended(): void {
    this.output.close();
    for (const text of this.#appended) this.output.raw(text);
    this.#appended = [];
  }

  #fileName(): string {
    const { name } = this.#lines;
    if (/[^ -~]/.test(name)) throw new Pass("name of a file");
    return name;
  }

  #spend(steps: number): void {
    this.#spent += steps + 1;
    if (this.#spent > this.#options.budget) throw new Pass("long run");
  }
}
