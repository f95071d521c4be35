// SPDX-License-Identifier: Apache-2.0

/** tput(1) of ncurses (progs/tput.c), for terminals that are none of this process. @module */
import { buildRules } from "./build.ts";
import { commandName } from "./command_name.ts";
import { parseOptions } from "./getopt.ts";
import type { Host } from "./host.ts";
import { isTerminal } from "./predicate.ts";
import { type Terminal, terminal, terminalRules } from "./terminfo.ts";
import { countParameters, fillIn } from "./terminfo_parameters.ts";
import { bytesOfLatin1, failed, nothing } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";
import { ncursesVersion } from "./versions.ts";

/** What changes a terminal, or shows more than one capability. */
const actions = ["init", "reset", "clear", "longname"];
/** Strings that take texts. */
const textual = ["pfkey", "pfloc", "pfx", "pln", "pfxl"];

const codes = { usage: 2, terminal: 3, capability: 4 } as const;

const usage = `Usage: tput [options] [command]

Options:
  -S <<       read commands from standard input
  -T TERM     use this instead of $TERM
  -V          print curses-version
  -x          do not try to clear scrollback

Commands:
  clear       clear the screen
  init        initialize the terminal
  reset       reinitialize the terminal
  capname     unlike clear/init/reset, print value for capability "capname"
`;

function answer(call: Call, host: Host): Answer {
  if (call.build === "unknown") throw new Pass("build unknown");
  const { options: given, operands, error } = parseOptions(call, { short: "ST:Vx" });
  // under another name it clears or resets
  if (commandName(call.argv0) !== "tput") throw new Pass(`name ${call.argv0}`);
  if (error !== undefined) throw new Pass("usage");
  const other = given.find(({ key }) => key !== "T" && key !== "x");
  if (other) throw new Pass(`option -${other.key}`);
  const named = given.findLast(({ key }) => key === "T");
  const name = named ? named.value : call.env.get("TERM");
  if (!name) return failed(codes.usage, "tput: No value for $TERM and no -T specified\n");
  // their settings are asked for, and their size may be
  for (const descriptor of [2n, 1n, 0n]) {
    if (isTerminal(descriptor, call)) throw new Pass(`terminal ${descriptor}`);
  }
  const known = terminal(name, call, host);
  if (!known) return failed(codes.terminal, `tput: unknown terminal "${name}"\n`);
  // an entry for a kind of terminals is taken for none, or not
  if (known.get("gn") === true) throw new Pass(`terminal ${name}`);
  if (operands.length === 0) {
    // the words of ncurses 6.4
    if (call.build !== "debian-12") throw new Pass("usage");
    return failed(codes.usage, usage);
  }
  return show(operands, known, { sized: named ? undefined : call, version: ncursesVersion(call) });
}

/** What changes what capabilities print. */
interface Manner {
  /** The call whose environment tells the size; undefined: the terminal was named by an option. */
  readonly sized: Call | undefined;
  /** The minor version of ncurses 6. */
  readonly version: number;
}

/** The capabilities one after the other, up to the first that is not there. */
function show(operands: readonly string[], known: Terminal, { sized, version }: Manner): Answer {
  let stdout = "";
  const end = (code: number) => ({ code, stdout: bytesOfLatin1(stdout), stderr: nothing });
  for (let at = 0; at < operands.length; at++) {
    const name = operands[at]!;
    if (actions.includes(name)) throw new Pass(`capability ${name}`);
    const value = known.get(name);
    if (value === undefined) {
      const { stderr } = failed(0, `tput: unknown terminfo capability '${name}'\n`);
      return { ...end(codes.capability), stderr };
    }
    if (value === null || value === false) return end(1);
    if (value === true) continue;
    if (typeof value === "number") {
      stdout += `${size(name, value, sized)}\n`;
      continue;
    }
    // output waits there, or more is sent for a slow line
    if (value.includes("$<")) throw new Pass(`delay of ${name}`);
    if (at + 1 === operands.length) {
      stdout += value;
      continue;
    }
    if (textual.includes(name)) throw new Pass(`capability ${name}`);
    const count = countParameters(value);
    stdout += fillIn(value, operands.slice(at + 1, at + 1 + count).map(parameter));
    at += count;
    // numbers that no parameter takes are no names since ncurses 6.5
    while (version >= 5 && isNumber(operands[at + 1])) at++;
  }
  return end(0);
}

function isNumber(operand: string | undefined): operand is string {
  if (operand === undefined || !/^[\s+-]*\d/.test(operand)) return false;
  parameter(operand);
  return true;
}

function parameter(text: string): number {
  if (!/^(0|[1-9]\d{0,5})$/.test(text)) throw new Pass("parameter of another form");
  return Number(text);
}

/** Sizes are those of the environment, unless the terminal was named by an option. */
function size(name: string, value: number, sized: Call | undefined): number {
  if (name !== "cols" && name !== "lines") return value;
  const [variable, usual] = name === "cols" ? ["COLUMNS", 80] as const : ["LINES", 24] as const;
  const given = sized?.env.get(variable) ?? "";
  if (given !== "" && !/^(0|[1-9]\d{0,3})$/.test(given)) throw new Pass(`environment ${variable}`);
  return Number(given) || (value > 0 ? value : usual);
}

/** tput(1) */
export const tput: LookupEntry = {
  name: "tput",
  package: "ncurses-bin",
  presumed: false,
  rules: [...buildRules, ...terminalRules],
  summary: "-T -x; capabilities but init, reset, clear and longname, where nothing is a terminal",
  source: "terminfo(5)",
  answer,
};
