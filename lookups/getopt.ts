// SPDX-License-Identifier: Apache-2.0

/** Options as getopt_long(3) of the GNU C library takes them, with its messages. @module */
import { isSince } from "./versions.ts";
import { failed } from "./text.ts";
import { type Answer, type Call, Pass } from "./types.ts";

/** A long option: its name, the key under which it is reported, and whether it takes an argument. */
export type LongOption = readonly [
  name: string,
  key: string,
  argument?: "none" | "required" | "optional",
];

/** The options that a command takes. */
export interface OptionTable {
  /** As getopt(3) writes them: `ab:c::`, a leading `+` stops at the first operand. */
  readonly short: string;
  /** Long options, in the command's own order (messages list them so). */
  readonly long?: readonly LongOption[];
}

/** One option as given. */
export interface GivenOption {
  /** The short letter, or the key of the long option. */
  readonly key: string;
  /** Its argument. */
  readonly value: string | undefined;
}

/** What a command line holds. */
export interface ParsedOptions {
  /** Options in order, up to an error. */
  readonly options: readonly GivenOption[];
  /** What is no option, in order. */
  readonly operands: readonly string[];
  /** The message of the first error, without the command's name. */
  readonly error: string | undefined;
}

/** Options that every GNU command answers for itself, with texts that grow by version. */
const help: readonly LongOption[] = [["help", "help"], ["version", "version"]];

/**
 * Parses a call's options; `--help` and `--version` pass.
 *
 * @param args the arguments, where they are not the call's own
 */
export function parseOptions(
  call: Call,
  table: OptionTable,
  args: readonly string[] = call.args,
): ParsedOptions {
  const inOrder = table.short.startsWith("+");
  const letters = inOrder ? table.short.slice(1) : table.short;
  const long = [...(table.long ?? []), ...help];
  const options: GivenOption[] = [];
  const operands: string[] = [];
  let error: string | undefined;
  for (let index = 0; index < args.length && error === undefined; index++) {
    const word = args[index]!;
    if (word === "--") {
      operands.push(...args.slice(index + 1));
      break;
    }
    if (word === "-" || !word.startsWith("-")) {
      if (inOrder || (args.length > 1 && call.env.get("POSIXLY_CORRECT") !== undefined)) {
        operands.push(...args.slice(index));
        break;
      }
      operands.push(word);
      continue;
    }
    if (word.startsWith("--")) {
      const equals = word.indexOf("=");
      const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
      const given = equals < 0 ? undefined : word.slice(equals + 1);
      const found = findLong(name, word, long);
      if (typeof found === "string") {
        error = found;
        break;
      }
      const [full, key, argument = "none"] = found;
      if (key === "help" || key === "version") throw new Pass(`option --${full}`);
      if (argument === "none" && given !== undefined) {
        error = `option '--${full}' doesn't allow an argument`;
      } else if (argument === "required" && given === undefined) {
        if (index + 1 < args.length) options.push({ key, value: args[++index] });
        else error = `option '--${full}' requires an argument`;
      } else {
        options.push({ key, value: given });
      }
      continue;
    }
    for (let at = 1; at < word.length; at++) {
      const letter = word[at]!;
      const position = letter === ":" || letter === ";" ? -1 : letters.indexOf(letter);
      if (position < 0) {
        error = `invalid option -- '${letter}'`;
        break;
      }
      if (letters[position + 1] !== ":") {
        options.push({ key: letter, value: undefined });
        continue;
      }
      const rest = word.slice(at + 1);
      if (rest !== "") options.push({ key: letter, value: rest });
      else if (letters[position + 2] === ":") options.push({ key: letter, value: undefined });
      else if (index + 1 < args.length) options.push({ key: letter, value: args[++index] });
      else error = `option requires an argument -- '${letter}'`;
      break;
    }
  }
  return { options, operands, error };
}

function findLong(name: string, word: string, long: readonly LongOption[]): LongOption | string {
  const exact = long.find(([each]) => each === name);
  if (exact) return exact;
  const candidates = long.filter(([each]) => each.startsWith(name));
  if (candidates.length === 0) return `unrecognized option '${word}'`;
  // names for one and the same option are no ambiguity, and those of the first are not listed
  const [first, ...rest] = candidates;
  const others = rest.filter(([, key, argument]) => key !== first![1] || argument !== first![2]);
  if (others.length === 0) return first!;
  const possibilities = [first!, ...others].map(([each]) => ` '--${each}'`).join("");
  return `option '${word}' is ambiguous; possibilities:${possibilities}`;
}

/** What getopt_long(3) itself writes, and not the command by error(3). */
const ofLibrary = new RegExp(
  "^(invalid option -- '|unrecognized option '|option requires an argument -- '|" +
    "option '--[^']*' (is ambiguous; |doesn't allow an argument$|requires an argument$))",
);

/**
 * A usage error of a GNU command: the message and the hint, status 1 unless the command's differs.
 * Known of all builds but unknown ones, where it passes.
 */
export function usageError(call: Call, message: string, code = 1): Answer {
  const name = ofLibrary.test(message) ? wholeName(call) : programName(call);
  // getopt(3) writes bytes; a letter that is half of a character cannot be told from here
  // deno-lint-ignore no-control-regex
  if (/[^\x00-\x7f]/.test(message.replace(/[‘’]/g, ""))) throw new Pass("argument outside ASCII");
  return failed(code, `${name}: ${message}\n${usageHint(call)}`);
}

/** What GNU commands end a usage error with. */
export function usageHint(call: Call): string {
  return `Try '${wholeName(call)} --help' for more information.\n`;
}

/**
 * The name with which the messages of a command of GNU coreutils begin: `argv[0]` as it was given,
 * or, from Debian 13 on, its last part alone. An unknown build has words of its own.
 */
export function programName(call: Call): string {
  const { argv0 } = call;
  return isSince(7, call) ? argv0.slice(argv0.lastIndexOf("/") + 1) : argv0;
}

/** `argv[0]`, with which hints and the messages of the GNU C library begin in every known build. */
export function wholeName({ argv0, build }: Call): string {
  if (build === "unknown") throw new Pass("build unknown");
  return argv0;
}
