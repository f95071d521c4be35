// SPDX-License-Identifier: Apache-2.0

/** sed(1) of GNU sed 4.9, for facts of the system; files are neither changed nor written. @module */
import { buildRules } from "./build.ts";
import { textOf } from "./filter.ts";
import { type OptionTable, parseOptions } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale, requirePlain } from "./locale.ts";
import { readOperand, requireOneInput } from "./operand.ts";
import { Lines } from "./sed/input.ts";
import { Parser } from "./sed/parse.ts";
import { Run } from "./sed/run.ts";
import { SedError } from "./sed/script.ts";
import { bytesOfLatin1, encode, latin1 } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

const options: OptionTable = {
  short: "bsnrzuEe:f:l:i::V:",
  long: [
    ["binary", "b"],
    ["regexp-extended", "r"],
    ["debug", "debug"],
    ["expression", "e", "required"],
    ["file", "f", "required"],
    ["in-place", "i", "optional"],
    ["line-length", "l", "required"],
    ["null-data", "z"],
    ["zero-terminated", "z"],
    ["quiet", "n"],
    ["posix", "posix"],
    ["silent", "n"],
    ["sandbox", "sandbox"],
    ["separate", "s"],
    ["unbuffered", "u"],
    ["follow-symlinks", "follow-symlinks"],
  ],
};

/** Exit statuses: of a wrong script, of files that cannot be read, of labels that are not there. */
const codes = { script: 1, input: 2, panic: 4 } as const;
/** What a run may spend: where the caller waits, and where its event loop must go on. */
const budgets = { waiting: 4_000_000, going: 130_000 };
/** With less output, messages come before all of it: standard output is a buffer of so many bytes. */
const bufferSize = 4096;

function answer(call: Call, host: Host): Answer {
  // BusyBox has a sed of its own
  if (call.build === "unknown") throw new Pass("build unknown");
  const { options: given, operands, error } = parseOptions(call, options);
  const { utf8 } = locale(call, host);
  // usage grows by version
  if (error !== undefined) throw new Pass("usage");
  const other = given.find(({ key }) => !"bsnrzuEel".includes(key));
  if (other) throw new Pass(`option ${other.key}`);
  if (call.env.get("POSIXLY_CORRECT") !== undefined) throw new Pass("environment POSIXLY_CORRECT");
  const parser = new Parser();
  let [isExtended, isZero, hasScript] = [false, false, false];
  let width = call.env.get("COLS") === undefined ? 70 : undefined;
  const files = [...operands];
  try {
    // an option changes how the scripts behind it are read
    const read = (script: string) => {
      requirePlainRanges(script, call, host);
      parser.read(latin1(encode(script)), { isExtended, isZero, utf8 });
    };
    for (const { key, value } of given) {
      if (key === "E" || key === "r") isExtended = true;
      if (key === "z") isZero = true;
      if (key === "l") width = widthOf(value!);
      if (key === "e") {
        read(value!);
        hasScript = true;
      }
    }
    if (!hasScript) {
      if (files.length === 0) throw new Pass("usage");
      read(files.shift()!);
    }
    const script = parser.script();
    const has = (key: string) => given.some((each) => each.key === key);
    const names = files.length > 0 ? files : ["-"];
    requireOneInput(names, call);
    const complaints: string[] = [];
    const budget = call.mayWait ? budgets.waiting : budgets.going;
    const openFile = (name: string) => {
      const text = open(name, complaints, call, host);
      // each byte is copied, and looked at
      if (text !== undefined && text.length > budget / 2) throw new Pass("input too long");
      return text;
    };
    const lines = new Lines(names, openFile, {
      delimiter: isZero ? "\0" : "\n",
      isSeparate: has("s"),
    });
    const run = new Run(script, lines, {
      isQuiet: has("n") || script.isQuiet,
      delimiter: isZero ? "\0" : "\n",
      utf8,
      width,
      budget,
    });
    const outcome = run.all();
    if (outcome.error) complaints.push(messageOf(outcome.error, call));
    const stdout = bytesOfLatin1(run.output.bytes);
    // what comes first of both depends on when the buffer was full
    if (complaints.length > 0 && stdout.length > 0 && (has("u") || stdout.length >= bufferSize)) {
      throw new Pass("order of output");
    }
    const isUnreadable = complaints.length > 0 && !outcome.error;
    return {
      code: isUnreadable ? codes.input : outcome.code & 0xff,
      stdout,
      stderr: encode(complaints.join("")),
    };
  } catch (thrown) {
    if (!(thrown instanceof SedError)) throw thrown;
    const code = thrown.place ? codes.script : codes.panic;
    return { code, stdout: new Uint8Array(0), stderr: encode(messageOf(thrown, call)) };
  }
}

/** Other locales have other orders between the ends of a range. */
function requirePlainRanges(script: string, call: Call, host: Host): void {
  if (script.includes("[")) requirePlain(call, host, "LC_COLLATE");
}

function widthOf(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new Pass("option -l");
  return Number(text);
}

function open(name: string, complaints: string[], call: Call, host: Host): string | undefined {
  const operand = readOperand(name, call, host);
  if (operand.kind === "content") return textOf(operand.bytes, call);
  if (operand.message === "Is a directory" || /[^ -~]/.test(name)) throw new Pass(`file ${name}`);
  complaints.push(`${call.argv0}: can't read ${name}: ${operand.message}\n`);
  return undefined;
}

function messageOf({ message, place }: SedError, { argv0 }: Call): string {
  // a label, or a byte, that is no ASCII
  if (/[^ -~]/.test(message)) throw new Pass("argument outside ASCII");
  const where = place ? `-e expression #${place.expression}, char ${place.byte}: ` : "";
  return `${argv0}: ${where}${message}\n`;
}

/** sed(1) */
export const sed: LookupEntry = {
  name: "sed",
  package: "sed",
  presumed: false,
  rules: buildRules,
  summary: "-n -e -E -r -s -u -z -l; every command but e r R W v, w to /dev/stdout; facts",
  source: "files",
  answer,
};
