// SPDX-License-Identifier: Apache-2.0

/**
 * awk(1): mawk 1.3.4, which Debian's awk is, under every name that leads to it; of gawk and others
 * what all of them print alike.
 *
 * @module
 */
import { buildRules } from "./build.ts";
import { dialectOf, requireMawk } from "./awk/dialect.ts";
import { unescape } from "./awk/escapes.ts";
import { assignmentOf } from "./awk/main_input.ts";
import { type Job, runProgram } from "./awk/run.ts";
import { commandName } from "./command_name.ts";
import type { Host } from "./host.ts";
import { locale, localeName, requirePlain } from "./locale.ts";
import { requireOneInput } from "./operand.ts";
import { encode, latin1 } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

function answer(call: Call, host: Host): Answer | undefined {
  const dialect = dialectOf(call, host);
  requireLocale(call, host);
  for (const variable of ["MAWK_LONG_OPTIONS", "MAWKBINMODE", "POSIXLY_CORRECT", "AWKPATH"]) {
    if (call.env.get(variable) !== undefined) throw new Pass(`variable ${variable}`);
  }
  const job = readArguments(call);
  if (dialect.kind === "any") {
    const given = [job.source, ...job.assignments.map(({ text }) => text)].join("");
    if (/[^\0-\x7f]/.test(given)) throw new Pass("awk outside ASCII");
    if (job.assignments.some(({ text }) => text.includes("\\"))) requireMawk(dialect, "escape");
  }
  requireOneInput(job.operands.map((each) => each === "/dev/stdin" ? "-" : each), call);
  return runProgram(job, dialect, call, host);
}

/** A byte is a character, in UTF-8 as well; the decimal point is the locale's. */
function requireLocale(call: Call, host: Host): void {
  locale(call, host);
  if (!/^(C|POSIX|C\.utf-?8|en_US\.utf-?8)$/i.test(localeName(call, "LC_NUMERIC"))) {
    requirePlain(call, host, "LC_NUMERIC");
  }
}

/** Options, the program, and operands; every option but these passes. */
function readArguments({ args, argv0 }: Call): Job {
  const texts = args.map((each) => latin1(encode(each)));
  const assignments: { name: string; text: string }[] = [];
  let at = 0;
  for (; at < texts.length && /^-./.test(texts[at]!); at++) {
    const word = texts[at]!;
    if (word === "--") {
      at++;
      break;
    }
    const letter = word[1]!;
    if (letter !== "F" && letter !== "v") throw new Pass(`option ${args[at]}`);
    const value = word.length > 2 ? word.slice(2) : texts[++at];
    if (value === undefined) throw new Pass(`option ${word} without a value`);
    if (letter === "F") {
      assignments.push({ name: "FS", text: value });
      continue;
    }
    const assignment = assignmentOf(value);
    // before a program runs, other characters are blanks around a number
    if (!assignment || /^[ \t]*[\n\v\f\r]|[\n\v\f\r][ \t]*$/.test(unescape(assignment.value))) {
      throw new Pass("awk assignment");
    }
    assignments.push({ name: assignment.name, text: assignment.value });
  }
  const source = texts[at];
  if (source === undefined || source === "-") throw new Pass("awk without a program");
  return {
    source,
    assignments,
    operands: texts.slice(at + 1),
    name: commandName(argv0),
  };
}

function entry(name: string, packageName: string): LookupEntry {
  return {
    name,
    package: packageName,
    presumed: false,
    rules: buildRules,
    summary: "-F -v; programs without files, commands and random numbers; of gawk and BusyBox " +
      "what all awks print alike",
    source: "files",
    answer,
  };
}

/** awk(1) */
export const awk: LookupEntry = entry("awk", "mawk");
/** mawk(1) */
export const mawk: LookupEntry = entry("mawk", "mawk");
/** nawk(1) */
export const nawk: LookupEntry = entry("nawk", "mawk");
/** gawk(1) */
export const gawk: LookupEntry = entry("gawk", "gawk");
