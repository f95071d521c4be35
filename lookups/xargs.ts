// SPDX-License-Identifier: Apache-2.0

/** xargs(1) of GNU findutils, for commands that are answered themselves. @module */
import { buildRules } from "./build.ts";
import { textOf } from "./filter.ts";
import { type OptionTable, parseOptions, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { readInput, readOperand } from "./operand.ts";
import { quotedIfNeeded } from "./quote.ts";
import { requireAbsent } from "./resolve.ts";
import { bytesOfLatin1, concat, decodeExactly, encode } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";
import { type Items, quotedWords, separated } from "./xargs_items.ts";

const options: OptionTable = {
  short: "+0a:E:e::i::I:l::L:n:oprs:txP:d:",
  long: [
    ["null", "0"],
    ["arg-file", "a", "required"],
    ["delimiter", "d", "required"],
    ["eof", "e", "optional"],
    ["replace", "I", "optional"],
    ["max-lines", "l", "optional"],
    ["max-args", "n", "required"],
    ["open-tty", "o"],
    ["interactive", "p"],
    ["no-run-if-empty", "r"],
    ["max-chars", "s", "required"],
    ["verbose", "t"],
    ["show-limits", "S"],
    ["exit", "x"],
    ["max-procs", "P", "required"],
    ["process-slot-var", "slot", "required"],
  ],
};

/** Exit statuses of xargs itself. */
const codes = { wrong: 1, failed: 123, aborted: 124, notFound: 127 } as const;
/** What ends xargs at once. */
const abort = 255;
/** Characters of one command: with fewer than 128 KiB all arguments go into one. */
const longest = 100_000;
/** Commands in a row: where the caller waits, and where its event loop must go on. */
const most = { waiting: 2000, going: 50 };

/** What the options ask for. */
interface Settings {
  readonly items: Items;
  readonly command: readonly string[];
  /** What is replaced by each argument. */
  readonly pattern: string | undefined;
  readonly perCommand: number;
  readonly linesPerCommand: number;
  readonly runsEmpty: boolean;
  readonly tells: boolean;
  /** Whether arguments come from a file, and the command has the input. */
  readonly keepsInput: boolean;
}

function answer(call: Call, host: Host): Answer {
  const { options: given, operands, error } = parseOptions(call, options);
  locale(call, host);
  const own = given.find(({ key }) => !"0adiIlLnrtxP".includes(key));
  if (own) throw new Pass(`option -${own.key}`);
  // whether messages begin with all of a longer name is known of one build
  if (call.build !== "debian-12" && call.argv0.includes("/")) throw new Pass("name with a folder");
  const kinds = given.filter(({ key }) => "iIlLn".includes(key));
  if (kinds.length > 1) throw new Pass("several ways to make commands");
  const value = (key: string) => given.findLast((each) => each.key === key)?.value;
  const has = (key: string) => given.some((each) => each.key === key);
  if (has("P") && value("P") !== "1") throw new Pass("option -P");
  const [kind] = kinds;
  const isKind = (keys: string) => kind !== undefined && keys.includes(kind.key);
  const pattern = isKind("iI") ? kind!.value ?? "{}" : undefined;
  if (pattern === "") throw new Pass("option -I");
  const perCommand = isKind("n") ? count(kind!.value!) : Infinity;
  const linesPerCommand = isKind("lL") ? count(kind!.value ?? "1") : Infinity;
  const delimiters = given.filter(({ key }) => key === "0" || key === "d")
    .map(({ key, value }) => key === "0" ? "\0" : delimiterOf(value!));
  if (error !== undefined) return usageError(call, error);
  const text = read(value("a"), call, host);
  const delimiter = delimiters.at(-1);
  // arguments of commands are characters here, and end with a zero there
  if (delimiter !== "\0" && text.includes("\0")) throw new Pass("zero in the input");
  const items = delimiter !== undefined
    ? separated(text, delimiter)
    : quotedWords(text, { whole: pattern !== undefined });
  return new Run({
    items,
    command: operands.length > 0 ? operands : ["echo"],
    pattern,
    perCommand,
    linesPerCommand,
    runsEmpty: !has("r"),
    tells: has("t"),
    keepsInput: has("a") && value("a") !== "-",
  }, call).all(host);
}

function count(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Pass("number of another form");
  return Number(text);
}

const escapes: Readonly<Record<string, string>> = {
  "\\a": "\x07",
  "\\b": "\b",
  "\\f": "\f",
  "\\n": "\n",
  "\\r": "\r",
  "\\t": "\t",
  "\\v": "\v",
  "\\\\": "\\",
  "\\0": "\0",
};

function delimiterOf(text: string): string {
  const delimiter = escapes[text] ?? text;
  if (!/^[\0-\x7f]$/.test(delimiter)) throw new Pass("delimiter of another form");
  return delimiter;
}

function read(file: string | undefined, call: Call, host: Host): string {
  let bytes: Uint8Array;
  if (file === undefined || file === "-") {
    bytes = readInput(call);
  } else {
    const operand = readOperand(file, call, host);
    if (operand.kind === "error") throw new Pass(`arguments of ${file}`);
    bytes = operand.bytes;
  }
  const text = decodeExactly(bytesOfLatin1(textOf(bytes, call)));
  if (text === undefined) throw new Pass("input outside UTF-8");
  return text;
}

/** One run of xargs: its commands, one after the other. */
class Run {
  readonly #settings: Settings;
  readonly #call: Call;
  readonly #out: Uint8Array[] = [];
  readonly #err: Uint8Array[] = [];
  readonly #both: Uint8Array[] = [];
  #code = 0;

  constructor(settings: Settings, call: Call) {
    this.#settings = settings;
    this.#call = call;
  }

  all(host: Host): Answer {
    const { unmatched } = this.#settings.items;
    const commands = this.#commands();
    if (unmatched !== undefined) {
      // commands that were begun before it end while it is complained of
      if (this.#settings.items.items.length > 0) throw new Pass("unmatched quote");
      this.#complain(
        `unmatched ${unmatched} quote; by default quotes are special to xargs unless you use ` +
          "the -0 option",
      );
      return this.#answer(codes.wrong);
    }
    if (commands.length > (this.#call.mayWait ? most.waiting : most.going)) {
      throw new Pass("too many commands");
    }
    for (const command of commands) {
      const code = this.#execute(command, host);
      if (code !== undefined) return this.#answer(code);
    }
    return this.#answer(this.#code);
  }

  #commands(): string[][] {
    const { items: { items }, command, pattern, runsEmpty } = this.#settings;
    if (pattern !== undefined) {
      const [name, ...args] = command;
      return items.map((
        { text },
      ) => [name!, ...args.map((arg) => arg.replaceAll(pattern, () => text))]);
    }
    const commands: string[][] = [];
    let group: string[] = [];
    let lines = 0;
    const end = () => {
      commands.push([...command, ...group]);
      [group, lines] = [[], 0];
    };
    for (const { text, endsLine } of items) {
      group.push(text);
      if (endsLine) lines++;
      if (group.length >= this.#settings.perCommand || lines >= this.#settings.linesPerCommand) {
        end();
      }
    }
    if (group.length > 0 || (runsEmpty && commands.length === 0)) end();
    return commands;
  }

  /** Executes one command; gives a status where it ends xargs. */
  #execute(command: readonly string[], host: Host): number | undefined {
    const { env, cwd } = this.#call;
    const [file = "", ...args] = command;
    if (command.join(" ").length > longest) throw new Pass("long command");
    if (this.#settings.tells) {
      this.#write(encode(`${command.map(quotedIfNeeded).join(" ")}\n`), "err");
    }
    const path = env.get("PATH");
    if (path === undefined) throw new Pass("environment PATH");
    const answered = this.#call.execute({
      file,
      argv0: file,
      args,
      env,
      cwd,
      ...(this.#settings.keepsInput ? {} : { input: { kind: "null" } }),
    });
    if (!answered) {
      if (file === "" || /[^ -~]/.test(file)) throw new Pass("name of a command");
      requireAbsent(file, { path, cwd }, host);
      // findutils 4.11 has more words for it
      if (this.#call.build === "debian-sid") throw new Pass("messages of the build");
      this.#complain(`${file}: No such file or directory`);
      return codes.notFound;
    }
    const { stdout, stderr, merged, code } = answered;
    this.#out.push(stdout);
    this.#err.push(stderr);
    this.#both.push(merged ?? concat([stderr, stdout]));
    if (code === abort) {
      this.#complain(`${file}: exited with status 255; aborting`);
      return codes.aborted;
    }
    if (code !== 0) this.#code = codes.failed;
    return undefined;
  }

  #complain(message: string): void {
    this.#write(encode(`${this.#call.argv0}: ${message}\n`), "err");
  }

  #write(bytes: Uint8Array, stream: "out" | "err"): void {
    (stream === "out" ? this.#out : this.#err).push(bytes);
    this.#both.push(bytes);
  }

  #answer(code: number): Answer {
    return {
      code,
      stdout: concat(this.#out),
      stderr: concat(this.#err),
      merged: concat(this.#both),
    };
  }
}

/** xargs(1) */
export const xargs: LookupEntry = {
  name: "xargs",
  package: "findutils",
  presumed: false,
  rules: buildRules,
  summary: "-0 -a -d -I -L -n -r -t -x, commands that are answered",
  source: "its input",
  answer,
};
