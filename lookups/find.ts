// SPDX-License-Identifier: Apache-2.0

/** find(1) of GNU findutils, in the order of the directories as it is. @module */
import { absolute, isDirectory } from "./canonical.ts";
import { type Effects, type Expression, readExpression, type Visited } from "./find_expression.ts";
import { Effort, requireListable } from "./folders.ts";
import { find as findFile } from "./found_file.ts";
import type { Host } from "./host.ts";
import { type Locale, locale, requirePlain } from "./locale.ts";
import { isTerminal } from "./predicate.ts";
import { quote } from "./quote.ts";
import { Transcript } from "./transcript.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

function answer(call: Call, host: Host): Answer {
  // BusyBox and uutils have forms of their own
  if (call.build === "unknown") throw new Pass("build unknown");
  const { args } = call;
  if (args.some((word) => /^--?(help|version)$/.test(word))) throw new Pass("option --help");
  if (call.env.get("POSIXLY_CORRECT") !== undefined) throw new Pass("environment POSIXLY_CORRECT");
  const language = locale(call, host);
  requirePlain(call, host, "LC_COLLATE");
  const operands = args[0] === "-P" ? args.slice(1) : args;
  const first = operands.findIndex(isOfExpression);
  const count = first < 0 ? operands.length : first;
  const walk = new Walk(call, host, language);
  const expression = readExpression(operands.slice(count), call, host, walk);
  // which is told by standard input, as find tells it
  if (expression.hasWarnings && isTerminal(0n, call)) throw new Pass("terminal");
  return walk.answer(count > 0 ? operands.slice(0, count) : ["."], expression);
}

/** Whether paths end before a word. */
function isOfExpression(word: string): boolean {
  return /^-./.test(word) || word === "(" || word === "!";
}

/** What a command costs, and a directory, in files that are looked at. */
const commandCost = 10;
const listCost = 6;
/** Beyond this directories are sorted by inode, or read in parts (fts.c of gnulib). */
const mostEntries = 10_000;
/** Beyond this arguments may be given to several commands. */
const mostBytes = 16_384;

class Walk implements Effects {
  readonly #call: Call;
  readonly #host: Host;
  readonly #language: Locale;
  readonly #effort: Effort;
  readonly #transcript: Transcript = new Transcript();
  /** Commands that come at the end, with their paths. */
  readonly #pending = new Map<readonly string[], string[]>();
  #pendingBytes = 0;
  #code = 0;

  constructor(call: Call, host: Host, language: Locale) {
    this.#call = call;
    this.#host = host;
    this.#language = language;
    this.#effort = new Effort(call);
  }

  answer(starts: readonly string[], expression: Expression): Answer {
    for (const start of starts) this.#start(start, expression);
    for (const [words, paths] of this.#pending) {
      if (!this.execute([...words, ...paths])) this.#code = 1;
    }
    return this.#transcript.answer(this.#code);
  }

  #start(start: string, expression: Expression): void {
    const around = { followsLinks: false, isExact: false };
    const { status, error } = findFile(start, this.#call, this.#host, around);
    if (status) return this.#visit({ path: start, status, isPruned: false }, 0, expression);
    const { build, argv0 } = this.#call;
    // later ones were not compared
    if (build !== "debian-12") throw new Pass("messages of the build");
    this.#transcript.complain(`${argv0}: ${quote(start, this.#language)}: ${error}`);
    this.#code = 1;
  }

  #visit(file: Visited, depth: number, expression: Expression): void {
    this.#effort.count(2);
    const { test, depths: [least, most], isDeepFirst } = expression;
    const isMeant = depth >= least;
    if (isMeant && !isDeepFirst) test(file);
    const descends = isDirectory(file.status) && depth < most && (!file.isPruned || isDeepFirst);
    for (const name of descends ? this.list(file.path) : []) {
      const path = file.path.endsWith("/") ? file.path + name : `${file.path}/${name}`;
      const status = this.#host.lstat(absolute(path, this.#call));
      if (!status) throw new Pass(`vanished ${path}`);
      this.#visit({ path, status, isPruned: false }, depth + 1, expression);
    }
    if (isMeant && isDeepFirst) test(file);
  }

  list(name: string): readonly string[] {
    const path = absolute(name, this.#call);
    requireListable(path, this.#call, this.#host);
    const names = this.#host.list(path);
    if (!names) throw new Pass(`vanished ${path}`);
    this.#effort.count(listCost + names.length);
    if (names.length > mostEntries) throw new Pass("too many files");
    return names;
  }

  print(path: string, end: string): void {
    this.#transcript.printText(path + end);
  }

  execute(words: readonly string[]): boolean {
    this.#effort.count(commandCost);
    const [file, ...args] = words;
    const { env, cwd } = this.#call;
    const answer = this.#call.execute({ file: file!, argv0: file!, args, env, cwd });
    if (!answer) throw new Pass(`missing ${file}`);
    this.#transcript.add(answer);
    return answer.code === 0;
  }

  collect(words: readonly string[], path: string): void {
    const paths = this.#pending.get(words) ?? [];
    this.#pending.set(words, paths);
    paths.push(path);
    // no character has more bytes, and each has a pointer
    this.#pendingBytes += path.length * 3 + 9;
    if (this.#pendingBytes > mostBytes) throw new Pass("too many arguments");
  }
}

/** find(1) */
export const find: LookupEntry = {
  name: "find",
  package: "findutils",
  presumed: false,
  rules: [
    "/etc/os-release r,",
    "/usr/lib/os-release r,",
    "/usr/share/applications/ r,",
    "/usr/share/applications/** r,",
  ],
  summary: "-name -iname -path -ipath -type -empty -size -perm -newer -maxdepth -mindepth -depth " +
    "-prune -print -print0, -exec of commands that are answered, ! ( ) -o; " +
    "directories of the system",
  source: "readdir(3), statx(2)",
  answer,
};
