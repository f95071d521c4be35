// SPDX-License-Identifier: Apache-2.0

/** Expressions of find(1) (find/parser.c and find/pred.c of GNU findutils). @module */
import { absolute } from "./canonical.ts";
import { typeLetter } from "./file_mode.ts";
import { find } from "./found_file.ts";
import type { FileStatus, Host } from "./host.ts";
import { matches, readPattern } from "./pattern.ts";
import { type Call, Pass } from "./types.ts";

/** A file that the walk has come to. */
export interface Visited {
  /** Its name, from where the walk began. */
  readonly path: string;
  /** What stat(2) tells of it; of a link itself. */
  readonly status: FileStatus;
  /** Set where nothing below it is to be visited. */
  isPruned: boolean;
}

/** What an expression does besides telling. */
export interface Effects {
  /** Prints a path and what ends it. */
  print(path: string, end: string): void;
  /** Executes a command, and tells whether it succeeded. */
  execute(words: readonly string[]): boolean;
  /** Names in a directory, told by the policy of listings. */
  list(path: string): readonly string[];
  /** Keeps a path for a command that takes many of them at the end. */
  collect(words: readonly string[], path: string): void;
}

/** Whether a file is what is looked for. */
export type Test = (file: Visited) => boolean;

/** What the words behind the paths say. */
export interface Expression {
  /** The whole of it. */
  readonly test: Test;
  /** How deep files lie at least, and at most, to be looked at. */
  readonly depths: readonly [least: number, most: number];
  /** Whether what is in a directory comes before it. */
  readonly isDeepFirst: boolean;
  /** Whether there is something that a terminal is warned of. */
  readonly hasWarnings: boolean;
}

/** Reads an expression; what is not reproduced, or wrong, passes. */
export function readExpression(
  words: readonly string[],
  call: Call,
  host: Host,
  effects: Effects,
): Expression {
  return new Reader(words, call, host, effects).whole();
}

/** Nobody writes more. */
const mostWords = 500;

class Reader {
  readonly #words: readonly string[];
  readonly #call: Call;
  readonly #host: Host;
  readonly #effects: Effects;
  #at = 0;
  #least = 0;
  #most = Infinity;
  #isDeepFirst = false;
  #hasAction = false;
  #hasTests = false;
  #hasWarnings = false;

  constructor(words: readonly string[], call: Call, host: Host, effects: Effects) {
    this.#words = words;
    this.#call = call;
    this.#host = host;
    this.#effects = effects;
  }

  whole(): Expression {
    // each lies within the one before it, and calls it
    if (this.#words.length > mostWords) throw new Pass("long expression");
    const test = this.#words.length > 0 ? this.#any() : always;
    if (this.#at < this.#words.length) throw new Pass("usage");
    const print = this.#print("\n");
    return {
      test: this.#hasAction ? test : (file) => test(file) && print(file),
      depths: [this.#least, this.#most],
      isDeepFirst: this.#isDeepFirst,
      hasWarnings: this.#hasWarnings,
    };
  }

  #any(): Test {
    let test = this.#all();
    while (this.#take("-o", "-or")) {
      const [left, right] = [test, this.#all()];
      test = (file) => left(file) || right(file);
    }
    return test;
  }

  #all(): Test {
    let test = this.#one();
    while (this.#at < this.#words.length && !/^(\)|-o|-or|,)$/.test(this.#words[this.#at]!)) {
      this.#take("-a", "-and");
      const [left, right] = [test, this.#one()];
      test = (file) => left(file) && right(file);
    }
    return test;
  }

  #one(): Test {
    if (this.#take("!", "-not")) {
      const test = this.#one();
      return (file) => !test(file);
    }
    if (this.#take("(")) {
      const test = this.#any();
      if (!this.#take(")")) throw new Pass("usage");
      return test;
    }
    return this.#primary(this.#next());
  }

  #take(...names: string[]): boolean {
    const isThere = names.includes(this.#words[this.#at] ?? "");
    if (isThere) this.#at++;
    return isThere;
  }

  #next(): string {
    const word = this.#words[this.#at++];
    if (word === undefined) throw new Pass("usage");
    return word;
  }

  #primary(name: string): Test {
    switch (name) {
      case "-maxdepth":
      case "-mindepth":
      case "-depth":
        return this.#option(name);
    }
    this.#hasTests = true;
    switch (name) {
      case "-true":
        return always;
      case "-false":
        return () => false;
      case "-print":
      case "-print0":
        this.#hasAction = true;
        return this.#print(name === "-print" ? "\n" : "\0");
      case "-prune":
        // once what is below comes first, it is too late
        return (file) => file.isPruned = true;
      case "-name":
      case "-iname":
        return this.#name(this.#next(), name === "-iname");
      case "-path":
      case "-wholename":
      case "-ipath":
      case "-iwholename": {
        const isMatch = this.#pattern(this.#next(), name.startsWith("-i"));
        return ({ path }) => isMatch(path);
      }
      case "-type":
        return this.#type(this.#next());
      case "-empty":
        return (file) => this.#isEmpty(file);
      case "-size":
        return size(this.#next());
      case "-perm":
        return permissions(this.#next());
      case "-newer":
        return this.#newer(this.#next());
      case "-exec":
        return this.#exec();
    }
    throw new Pass(`predicate ${name}`);
  }

  /** What holds for the whole walk, wherever it stands. */
  #option(name: string): Test {
    this.#hasWarnings ||= this.#hasTests;
    if (name === "-depth") this.#isDeepFirst = true;
    else {
      const word = this.#next();
      if (!/^\d{1,9}$/.test(word)) throw new Pass("usage");
      if (name === "-mindepth") this.#least = Number(word);
      else this.#most = Number(word);
    }
    return always;
  }

  #print(end: string): Test {
    return ({ path }) => {
      this.#effects.print(path, end);
      return true;
    };
  }

  #name(pattern: string, ignoresCase: boolean): Test {
    // a terminal is told that no name has a slash
    this.#hasWarnings ||= pattern.includes("/");
    const isMatch = this.#pattern(pattern, ignoresCase);
    return ({ path }) => isMatch(baseName(path));
  }

  #pattern(text: string, ignoresCase: boolean): (name: string) => boolean {
    // at its end, a backslash stands before nothing, and matches nothing
    if (/(^|[^\\])(\\\\)*\\$/.test(text)) throw new Pass("pattern of another form");
    if (ignoresCase && /[^\0-\x7f]/.test(text)) throw new Pass("pattern outside ASCII");
    const pattern = readPattern(ignoresCase ? text.toLowerCase() : text);
    return (name) => {
      if (ignoresCase && /[^\0-\x7f]/.test(name)) throw new Pass("pattern outside ASCII");
      return matches(pattern, ignoresCase ? name.toLowerCase() : name);
    };
  }

  #type(word: string): Test {
    if (!/^[bcdflps](,[bcdflps])*$/.test(word)) throw new Pass("usage");
    return ({ status }) => word.includes(typeLetter(status.mode));
  }

  #isEmpty({ path, status }: Visited): boolean {
    const letter = typeLetter(status.mode);
    if (letter === "f") return status.size === 0n;
    return letter === "d" && this.#effects.list(path).length === 0;
  }

  #newer(name: string): Test {
    const around = { followsLinks: false, isExact: true };
    const { status } = find(name, this.#call, this.#host, around);
    if (!status) throw new Pass(`vanished ${name}`);
    return (file) => {
      const own = this.#host.statx(absolute(file.path, this.#call), { followsLinks: false });
      if (!own) throw new Pass(`vanished ${file.path}`);
      return own.mtimeNs > status.mtimeNs;
    };
  }

  #exec(): Test {
    this.#hasAction = true;
    const words: string[] = [];
    for (let word = this.#next(); word !== ";"; word = this.#next()) {
      if (word === "+" && words.at(-1) === "{}") return this.#execAtEnd(words.slice(0, -1));
      words.push(word);
    }
    if (words.length === 0) throw new Pass("usage");
    return ({ path }) =>
      this.#effects.execute(words.map((word) => word.replaceAll("{}", () => path)));
  }

  #execAtEnd(words: readonly string[]): Test {
    if (words.length === 0 || words.some((word) => word.includes("{}"))) throw new Pass("usage");
    return ({ path }) => {
      this.#effects.collect(words, path);
      return true;
    };
  }
}

const always: Test = () => true;

/** The last part of a path, without slashes at its end; of nothing but slashes, one. */
function baseName(path: string): string {
  const bare = path.replace(/\/+$/, "");
  return bare === "" ? "/" : bare.slice(bare.lastIndexOf("/") + 1);
}

const units: Readonly<Record<string, bigint>> = {
  "": 512n,
  b: 512n,
  c: 1n,
  w: 2n,
  k: 1024n,
  M: 1024n ** 2n,
  G: 1024n ** 3n,
};

/** `+5k`: more than so many units, begun ones counted. */
function size(word: string): Test {
  const [, sign, digits, letter] = /^([-+]?)(\d{1,15})([bckwMG]?)$/.exec(word) ?? [];
  if (digits === undefined) throw new Pass("usage");
  const [count, unit] = [BigInt(digits), units[letter!]!];
  return ({ status }) => {
    const own = (status.size + unit - 1n) / unit;
    return sign === "+" ? own > count : sign === "-" ? own < count : own === count;
  };
}

/** `644`: these bits alone; `-644`: all of them; `/644`: one of them. */
function permissions(word: string): Test {
  const [, sign, digits] = /^([-/]?)([0-7]{1,4})$/.exec(word) ?? [];
  if (digits === undefined) throw new Pass("permissions of another form");
  const bits = parseInt(digits, 8);
  // which has a warning for everybody, since its meaning has changed
  if (sign === "/" && bits === 0) throw new Pass("permissions of another form");
  return ({ status }) => {
    const own = status.mode & 0o7777;
    if (sign === "-") return (own & bits) === bits;
    return sign === "/" ? (own & bits) !== 0 : own === bits;
  };
}
