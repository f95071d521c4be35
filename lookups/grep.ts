// SPDX-License-Identifier: Apache-2.0

/** grep(1) of GNU grep (src/grep.c), for facts of the system. @module */
import { isDirectory } from "./canonical.ts";
import { textOf } from "./filter.ts";
import { compilePatterns, type Matcher } from "./grep/patterns.ts";
import { Search } from "./grep/search.ts";
import { type Failure, type PatternSource, readSettings, type Settings } from "./grep/settings.ts";
import { absolute, filesBelow } from "./grep/walk.ts";
import type { Host } from "./host.ts";
import { locale, localeName } from "./locale.ts";
import { type Operand, readOperand, requireOneInput } from "./operand.ts";
import { encode, failed, latin1, nothing } from "./text.ts";
import { Transcript } from "./transcript.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

/** What comparisons may cost: where the caller waits, and where its event loop must go on. */
const steps = { waiting: 20_000_000, going: 500_000 };

function answer(call: Call, host: Host): Answer {
  // BusyBox has a grep of its own
  if (call.build === "unknown") throw new Pass("build unknown");
  for (const name of ["POSIXLY_CORRECT", "DEB_GREP_ENABLE_STRAY_BACKSLASH_WARN"]) {
    if (call.env.get(name) !== undefined) throw new Pass(`environment ${name}`);
  }
  const { utf8 } = locale(call, host);
  const settings = readSettings(call);
  if (!("style" in settings)) return refused(settings, call);
  if (settings.colors && call.stdout === "inherit") throw new Pass("option --color");
  return new Grep(settings, call, host, utf8).answer();
}

/** Messages begin with `argv[0]`, and usage with its last part. */
function refused({ message, usage }: Failure, { argv0 }: Call): Answer {
  const name = argv0.slice(argv0.lastIndexOf("/") + 1);
  const hint = `Usage: ${name} [OPTION]... PATTERNS [FILE]...\n` +
    `Try '${name} --help' for more information.\n`;
  const said = message === undefined ? "" : `${argv0}: ${message}\n`;
  // getopt(3) writes bytes; a letter that is half of a character cannot be told from here
  if (/[^ -~\n]/.test(said)) throw new Pass("argument outside ASCII");
  return failed(2, said + (usage ? hint : ""));
}

/** Patterns, or none at all: then nothing matches. */
interface Patterns {
  readonly texts: readonly string[];
  readonly isNothing: boolean;
}

class Grep {
  readonly #settings: Settings;
  readonly #call: Call;
  readonly #host: Host;
  readonly #utf8: boolean;
  readonly #transcript = new Transcript();
  #hasFailed = false;
  #inputTaken = false;

  constructor(settings: Settings, call: Call, host: Host, utf8: boolean) {
    this.#settings = settings;
    this.#call = call;
    this.#host = host;
    this.#utf8 = utf8;
  }

  answer(): Answer {
    const settings = this.#settings;
    const { style, comparison } = settings;
    const operands = [...settings.operands];
    const patterns = this.#patterns(operands);
    if (!("texts" in patterns)) return patterns;
    // with no pattern at all everything is turned round, and words are none
    const inverted = style.inverted !== patterns.isNothing;
    const compared = patterns.isNothing
      ? { ...comparison, words: false, lines: false }
      : comparison;
    const isEmpty = patterns.texts.join("\n") === "";
    const cannotMatch = style.most === 0 ||
      (isEmpty && inverted && !compared.lines && !compared.words);
    if (cannotMatch && style.lists !== "others") {
      return { code: 1, stdout: nothing, stderr: nothing };
    }
    const call = this.#call;
    const matcher = compilePatterns(patterns.texts, compared, {
      utf8: this.#utf8,
      collates: !/^(C|POSIX|C\.utf-?8)$/i.test(localeName(call, "LC_COLLATE")),
      steps: call.mayWait ? steps.waiting : steps.going,
    });
    if (!isMatcher(matcher)) {
      // those of files are told with their names
      if (settings.patterns.some(({ kind }) => kind === "file")) throw new Pass("pattern file");
      return failed(2, matcher.map((message) => `${call.argv0}: ${message}\n`).join(""));
    }
    const search = new Search(matcher, { ...style, inverted }, {
      print: (bytes) => this.#transcript.print(bytes),
      utf8: this.#utf8,
    });
    return this.#searchAll(operands, search);
  }

  #patterns(operands: string[]): Patterns | Answer {
    const { patterns, comparison } = this.#settings;
    const sources: PatternSource[] = [...patterns];
    if (sources.length === 0) {
      const operand = operands.shift();
      if (operand === undefined) return refused({ usage: true }, this.#call);
      // what is no option was spelled so that it does not look like one
      const isSpelled = comparison.matcher !== "fixed" && operand.startsWith("\\-");
      sources.push({ kind: "text", text: isSpelled ? operand.slice(1) : operand });
    }
    const texts: string[] = [];
    for (const source of sources) {
      if (source.kind === "text") {
        texts.push(...latin1(encode(source.text)).split("\n"));
        continue;
      }
      const operand = this.#read(source.name);
      this.#inputTaken ||= source.name === "-";
      if (operand.kind === "error") {
        if (operand.message === "Is a directory") throw new Pass(`directory ${source.name}`);
        return failed(2, `${this.#call.argv0}: ${source.name}: ${operand.message}\n`);
      }
      const text = textOf(operand.bytes, this.#call);
      if (text.includes("\0")) throw new Pass("pattern with zeros");
      if (text !== "") texts.push(...text.replace(/\n$/, "").split("\n"));
    }
    return texts.length > 0 ? { texts, isNothing: false } : { texts: [""], isNothing: true };
  }

  #searchAll(operands: readonly string[], search: Search): Answer {
    const { recursion, style, globs } = this.#settings;
    if (operands.length === 0 && recursion) throw new Pass("working directory");
    if (globs.length > 0 && !recursion) throw new Pass("option --include");
    const names = operands.length > 0 ? operands : ["-"];
    requireOneInput(names, this.#call);
    if (this.#inputTaken && names.includes("-")) throw new Pass("input taken");
    /** Undefined where a directory that is walked through decides it. */
    let showsName: boolean | undefined = style.names ?? (names.length > 1 || undefined);
    if (!recursion) showsName ??= false;
    let hasFound = false;
    for (const name of names) {
      const path = absolute(name, this.#call);
      const status = name === "-" || name === "" ? undefined : this.#host.stat(path);
      const isFolder = status !== undefined && isDirectory(status);
      if (recursion && isFolder) {
        showsName ??= true;
        const walk = { followsLinks: recursion === "links", globs };
        for (const each of filesBelow(name, walk, this.#call, this.#host)) {
          hasFound = this.#searchOne(each, showsName, search) || hasFound;
          if (hasFound && style.quiet) return this.#answer(0);
        }
        continue;
      }
      if (globs.length > 0) throw new Pass("option --include");
      // what is missing decides nothing
      if (status || name === "-") showsName ??= false;
      hasFound = this.#searchOne(name, showsName ?? false, search) || hasFound;
      if (hasFound && style.quiet) return this.#answer(0);
    }
    return this.#answer(this.#hasFailed ? 2 : hasFound ? 0 : 1);
  }

  #answer(code: number): Answer {
    return this.#transcript.answer(code);
  }

  /** Searches a file; whether a line of it was selected. */
  #searchOne(name: string, showsName: boolean, search: Search): boolean {
    const { style } = this.#settings;
    const operand = this.#read(name);
    const shown = name === "-" ? style.label : name;
    if (operand.kind === "error") {
      this.#complain(`${shown}: ${operand.message}`);
      // a directory is opened before it cannot be read
      if (operand.message !== "Is a directory") return false;
    }
    const text = operand.kind === "content" ? textOf(operand.bytes, this.#call) : "";
    const label = latin1(encode(shown));
    const { count, isBinary } = search.search({ text, name: label, showsName });
    // a search whose output is not read says nothing of it
    if (isBinary && this.#call.stdout !== "null") this.#say(`${shown}: binary file matches`);
    const end = style.endsNamesWithZero ? "\0" : "\n";
    if (style.counts) {
      const separator = style.endsNamesWithZero ? "\0" : ":";
      this.#transcript.print(`${showsName ? label + separator : ""}${count}\n`);
    }
    if (style.lists === (count > 0 ? "matching" : "others")) this.#transcript.print(label + end);
    return count > 0;
  }

  #read(name: string): Operand {
    if (name === "/dev/null") return { kind: "content", bytes: nothing };
    return readOperand(name, this.#call, this.#host);
  }

  #complain(message: string): void {
    this.#hasFailed = true;
    if (!this.#settings.silent) this.#say(message);
  }

  #say(message: string): void {
    this.#transcript.complain(`${this.#call.argv0}: ${message}`);
  }
}

function isMatcher(matcher: Matcher | readonly string[]): matcher is Matcher {
  return "matches" in matcher;
}

/** grep(1) */
export const grep: LookupEntry = {
  name: "grep",
  package: "grep",
  presumed: false,
  rules: [
    "/etc/os-release r,",
    "/usr/lib/os-release r,",
    // what chrome-launcher looks for
    "/usr/share/applications/ r,",
    "/usr/share/applications/** r,",
  ],
  summary: "-E -F -G and every option but -P -T -D -d --color=always; facts of the system",
  source: "files",
  answer,
};
