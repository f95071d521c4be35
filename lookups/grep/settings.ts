// SPDX-License-Identifier: Apache-2.0

/** What grep(1)'s options ask for (src/grep.c, main). @module */
import { type GivenOption, type OptionTable, parseOptions } from "../getopt.ts";
import { type Call, Pass } from "../types.ts";

/** grep(1)'s options, in its own order. */
export const optionTable: OptionTable = {
  short: "0123456789A:B:C:D:EFGHIPTUVX:abcd:e:f:hiLlm:noqRrsuvwxyZz",
  long: [
    ["basic-regexp", "G"],
    ["extended-regexp", "E"],
    ["fixed-regexp", "F"],
    ["fixed-strings", "F"],
    ["perl-regexp", "P"],
    ["after-context", "A", "required"],
    ["before-context", "B", "required"],
    ["binary-files", "binary-files", "required"],
    ["byte-offset", "b"],
    ["context", "C", "required"],
    ["color", "color", "optional"],
    ["colour", "color", "optional"],
    ["count", "c"],
    ["devices", "D", "required"],
    ["directories", "d", "required"],
    ["exclude", "exclude", "required"],
    ["exclude-from", "exclude-from", "required"],
    ["exclude-dir", "exclude-dir", "required"],
    ["file", "f", "required"],
    ["files-with-matches", "l"],
    ["files-without-match", "L"],
    ["group-separator", "group-separator", "required"],
    ["include", "include", "required"],
    ["ignore-case", "i"],
    ["no-ignore-case", "no-ignore-case"],
    ["initial-tab", "T"],
    ["label", "label", "required"],
    ["line-buffered", "line-buffered"],
    ["line-number", "n"],
    ["line-regexp", "x"],
    ["max-count", "m", "required"],
    ["no-filename", "h"],
    ["no-group-separator", "no-group-separator"],
    ["no-messages", "s"],
    ["null", "Z"],
    ["null-data", "z"],
    ["only-matching", "o"],
    ["quiet", "q"],
    ["recursive", "r"],
    ["dereference-recursive", "R"],
    ["regexp", "e", "required"],
    ["invert-match", "v"],
    ["silent", "q"],
    ["text", "a"],
    ["binary", "U"],
    ["unix-byte-offsets", "u"],
    ["with-filename", "H"],
    ["word-regexp", "w"],
  ],
};

/** Where patterns come from, in the order in which they are given. */
export type PatternSource =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "file"; readonly name: string };

/** How lines are compared. */
export interface Comparison {
  /** `-G`, `-E`, `-F` */
  readonly matcher: "basic" | "extended" | "fixed";
  /** `-i` */
  readonly ignoreCase: boolean;
  /** `-w` */
  readonly words: boolean;
  /** `-x` */
  readonly lines: boolean;
}

/** What is printed of each file. */
export interface Style {
  /** `-v` */
  readonly inverted: boolean;
  /** `-o` */
  readonly onlyMatching: boolean;
  /** `-c`, unless something stronger is asked for. */
  readonly counts: boolean;
  /** `-l` or `-L` */
  readonly lists: "matching" | "others" | undefined;
  /** `-q` */
  readonly quiet: boolean;
  /** `-m`; Infinity without. */
  readonly most: number;
  /** Lines before a match; undefined where none were asked for. */
  readonly before: number | undefined;
  /** Lines behind a match. */
  readonly after: number | undefined;
  /** What stands between groups of lines. */
  readonly separator: string | undefined;
  /** `-n` */
  readonly numbers: boolean;
  /** `-b` */
  readonly offsets: boolean;
  /** `-H` (true), `-h` (false), or by the number of files. */
  readonly names: boolean | undefined;
  /** What follows the names of files: NUL with `-Z`. */
  readonly endsNamesWithZero: boolean;
  /** `-a`, `-I`, or neither. */
  readonly binary: "binary" | "text" | "without-match";
  /** `-z`: NUL ends lines. */
  readonly zero: boolean;
  /** The name of standard input. */
  readonly label: string;
}

/** All that is asked for. */
export interface Settings {
  readonly comparison: Comparison;
  readonly style: Style;
  /** `-s` */
  readonly silent: boolean;
  /** Whether there are colours where the output is a terminal. */
  readonly colors: boolean;
  /** Patterns of options; empty where the first operand is the pattern. */
  readonly patterns: readonly PatternSource[];
  /** `-r`, or `-R`, which follows links. */
  readonly recursion: "links" | "files" | undefined;
  /** `--include` and `--exclude`, in order. */
  readonly globs: readonly Glob[];
  /** What is no option. */
  readonly operands: readonly string[];
}

/** Which names recursion takes or leaves. */
export interface Glob {
  readonly includes: boolean;
  readonly pattern: string;
}

/** What ends a call before anything is searched. */
export interface Failure {
  /** The message of error(3), or nothing. */
  readonly message?: string;
  /** Whether usage follows. */
  readonly usage: boolean;
}

/** Reads the options; what grep does not know, or refuses, ends the call. */
export function readSettings(call: Call): Settings | Failure {
  const { options, operands, error } = parseOptions(call, optionTable);
  const reader = new Reader();
  for (const option of options) {
    const message = reader.read(option);
    if (message !== undefined) return { message, usage: false };
  }
  if (error !== undefined) return { message: error, usage: true };
  requireOneNumber(options, call.args);
  return reader.settings(operands);
}

/** Digits that are apart, as in `-1 -2`, are no longer seen to be so. */
function requireOneNumber(options: readonly GivenOption[], args: readonly string[]): void {
  const digits = options.map(({ key }) => /^\d$/.test(key) ? key : " ").join("").trim();
  if (digits === "") return;
  const isOne = /^\d+$/.test(digits) &&
    args.some((each) => /^-[^-]*\d/.test(each) && each.includes(digits));
  if (!isOne) throw new Pass("option -NUM");
}

class Reader {
  #matcher: Comparison["matcher"] | undefined;
  readonly #flags = new Set<string>();
  readonly #patterns: PatternSource[] = [];
  readonly #globs: Glob[] = [];
  #recursion: Settings["recursion"];
  #lists: Style["lists"];
  #names: boolean | undefined;
  #binary: Style["binary"] = "binary";
  #most = Infinity;
  #before: number | undefined;
  #after: number | undefined;
  #context: number | undefined;
  #digits = "";
  #separator: string | undefined = "--";
  #label = "(standard input)";
  #ignoresCase = false;
  #colors = false;

  /** Takes an option in; gives the message of one that is refused. */
  read({ key, value }: GivenOption): string | undefined {
    switch (key) {
      case "E":
        return this.#setMatcher("extended");
      case "F":
        return this.#setMatcher("fixed");
      case "G":
        return this.#setMatcher("basic");
      case "A":
      case "B":
      case "C":
        return this.#setContext(key, value!);
      case "m":
        return this.#setMost(value!);
      case "binary-files":
        if (!/^(binary|text|without-match)$/.test(value!)) return "unknown binary-files type";
        this.#binary = value as Style["binary"];
        return undefined;
    }
    this.#take(key, value);
    return undefined;
  }

  #take(key: string, value: string | undefined): void {
    if (/^\d$/.test(key)) {
      this.#digits += key;
      return;
    }
    switch (key) {
      case "e":
        this.#patterns.push({ kind: "text", text: value! });
        break;
      case "f":
        this.#patterns.push({ kind: "file", name: value! });
        break;
      case "i":
      case "y":
        this.#ignoresCase = true;
        break;
      case "no-ignore-case":
        this.#ignoresCase = false;
        break;
      case "r":
      case "R":
        // links are followed once -R was given, and the names of -d come last
        this.#recursion = key === "R" || this.#recursion === "links" ? "links" : "files";
        break;
      case "l":
        this.#lists = "matching";
        break;
      case "L":
        this.#lists = "others";
        break;
      case "H":
        this.#names = true;
        break;
      case "h":
        this.#names = false;
        break;
      case "a":
        this.#binary = "text";
        break;
      case "I":
        this.#binary = "without-match";
        break;
      case "include":
      case "exclude":
        this.#globs.push({ includes: key === "include", pattern: value! });
        break;
      case "group-separator":
        this.#separator = value!;
        break;
      case "no-group-separator":
        this.#separator = undefined;
        break;
      case "label":
        this.#label = value!;
        break;
      case "color":
        if (!/^(never|no|none|auto|tty|if-tty)$/i.test(value ?? "auto")) {
          throw new Pass(`option --color=${value}`);
        }
        this.#colors = !/^n/i.test(value ?? "auto");
        break;
      case "U":
      case "line-buffered":
        break;
      default:
        if (!"bcnoqsvwxZz".includes(key)) throw new Pass(`option ${key}`);
        this.#flags.add(key);
    }
  }

  #setMatcher(matcher: Comparison["matcher"]): string | undefined {
    if (this.#matcher && this.#matcher !== matcher) return "conflicting matchers specified";
    this.#matcher = matcher;
    return undefined;
  }

  #setContext(key: "A" | "B" | "C", value: string): string | undefined {
    const lines = number(value);
    if (lines === undefined) return `${value}: invalid context length argument`;
    if (key === "A") this.#after = lines;
    else if (key === "B") this.#before = lines;
    else this.#context = lines;
    return undefined;
  }

  #setMost(value: string): string | undefined {
    const most = number(value);
    if (most === undefined) return "invalid max count";
    this.#most = most;
    return undefined;
  }

  settings(operands: readonly string[]): Settings {
    const has = (key: string) => this.#flags.has(key);
    // the last of -C and -NUM is the one, and which that is was not kept
    if (this.#digits !== "" && this.#context !== undefined) throw new Pass("option -NUM");
    const context = this.#digits === "" ? this.#context : number(this.#digits);
    const lists = has("q") ? undefined : this.#lists;
    return {
      comparison: {
        matcher: this.#matcher ?? "basic",
        ignoreCase: this.#ignoresCase,
        words: has("w"),
        lines: has("x"),
      },
      style: {
        inverted: has("v"),
        onlyMatching: has("o"),
        counts: has("c") && !has("q") && !lists,
        lists,
        quiet: has("q"),
        most: this.#most,
        before: this.#before ?? context,
        after: this.#after ?? context,
        separator: this.#separator,
        numbers: has("n"),
        offsets: has("b"),
        names: this.#names,
        endsNamesWithZero: has("Z"),
        binary: this.#binary,
        zero: has("z"),
        label: this.#label,
      },
      silent: has("s"),
      colors: this.#colors,
      patterns: this.#patterns,
      recursion: this.#recursion,
      globs: this.#globs,
      operands,
    };
  }
}

/** A number as xstrtoimax reads it; undefined where it is none. */
function number(text: string): number | undefined {
  // blanks, signs, and what is too large
  if (/^[\s+]|^-\d|^\d{10}/.test(text)) throw new Pass(`number ${text}`);
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
