// SPDX-License-Identifier: Apache-2.0

/** env(1) of GNU coreutils (src/env.c). @module */
import { buildRules } from "./build.ts";
import { absolute, isDirectory, noSuchFile, notDirectory, whyMissing } from "./canonical.ts";
import { isSince } from "./versions.ts";
import { SplitError, splitText } from "./env_split.ts";
import { type OptionTable, parseOptions, programName, usageError, usageHint } from "./getopt.ts";
import { accessMode, type Host } from "./host.ts";
import { locale } from "./locale.ts";
import { requireAbsent } from "./resolve.ts";
import { quote } from "./quote.ts";
import { encode, failed, nothing } from "./text.ts";
import {
  type Answer,
  type Call,
  type Environment,
  type Execution,
  type LookupEntry,
  Pass,
} from "./types.ts";
import { ChangedEnvironment, shownVariables } from "./variable.ts";

const blanks = " \t\n\v\f\r";
const long: OptionTable["long"] = [
  ["ignore-environment", "i"],
  ["null", "0"],
  ["unset", "u", "required"],
  ["chdir", "C", "required"],
  ["default-signal", "signal", "optional"],
  ["ignore-signal", "signal", "optional"],
  ["block-signal", "signal", "optional"],
  ["list-signal-handling", "signal"],
  ["debug", "v"],
  ["split-string", "S", "required"],
];
/** Until coreutils 9.4. */
const oldOptions: OptionTable = { short: `+C:iS:u:v0${blanks}`, long };
const options: OptionTable = {
  short: `+a:C:iS:u:v0${blanks}`,
  long: [["argv0", "a", "required"], ...long],
};

/** What ends env itself, and not the command that it was to execute. */
const canceled = 125;
const notFound = 127;
/** Where execvp(3) looks without PATH: confstr(3) of _CS_PATH. */
const defaultPath = "/bin:/usr/bin";
const hint = "use -[v]S to pass options in shebang lines";
/** Variables that make other commands of the same files. */
const loading = /^(LD_|GLIBC_|MALLOC_|LOCPATH$|GCONV_PATH$|NLSPATH$)/;
/** Those that `-i` may take away. */
const loadedBefore = ["LD_PRELOAD", "LD_LIBRARY_PATH", "GLIBC_TUNABLES", "LOCPATH"];

/** What the options ask for. */
interface Settings {
  /** Whether nothing is inherited. */
  empty: boolean;
  unset: string[];
  directory: string | undefined;
  argv0: string | undefined;
  zero: boolean;
}

function answer(call: Call, host: Host): Answer {
  try {
    return evaluate(call, host);
  } catch (thrown) {
    if (!(thrown instanceof SplitError)) throw thrown;
    return complaint(call, host, canceled, thrown.message);
  }
}

function evaluate(call: Call, host: Host): Answer {
  const settings: Settings = {
    empty: false,
    unset: [],
    directory: undefined,
    argv0: undefined,
    zero: false,
  };
  const operands = readOptions(call, settings, host);
  if (!Array.isArray(operands)) return operands;
  if (operands[0] === "-") {
    settings.empty = true;
    operands.shift();
  }
  const unset = new Set(settings.empty ? [] : settings.unset);
  for (const name of unset) {
    if (name !== "" && !name.includes("=")) continue;
    const message = `cannot unset ${quote(name, locale(call, host))}: Invalid argument`;
    return complaint(call, host, canceled, message);
  }
  const set = new Map<string, string>();
  while (operands[0]?.includes("=")) {
    const assignment = operands.shift()!;
    const equals = assignment.indexOf("=");
    if (equals === 0) throw new Pass("variable without a name");
    set.set(assignment.slice(0, equals), assignment.slice(equals + 1));
  }
  const env = new ChangedEnvironment(settings.empty ? undefined : call.env, { unset, set });
  const [file, ...args] = operands;
  if (file !== undefined && !settings.zero) {
    const names = [...unset, ...set.keys(), ...(settings.empty ? loadedBefore : [])];
    requireSameLoading(call.env, env, names);
    return run({ file, args, env }, settings, call, host);
  }
  const misplaced = settings.zero && file !== undefined
    ? "cannot specify --null (-0) with command"
    : settings.directory !== undefined
    ? "must specify command with --chdir (-C)"
    : settings.argv0 !== undefined
    ? "must specify command with --argv0 (-a)"
    : undefined;
  if (misplaced !== undefined) {
    locale(call, host);
    return usageError(call, misplaced, canceled);
  }
  const end = settings.zero ? "\0" : "\n";
  const lines = shownVariables({ env, policy: call.policy })
    .map(([name, value]) => `${name}=${value}${end}`);
  return { code: 0, stdout: encode(lines.join("")), stderr: nothing };
}

/** Fills the settings and gives the operands, or the answer to an error. */
function readOptions(call: Call, settings: Settings, host: Host): string[] | Answer {
  const isOld = call.build !== "unknown" && !isSince(5, call);
  const table = isOld ? oldOptions : options;
  let { args } = call;
  while (true) {
    const { options: given, operands, error } = parseOptions(call, table, args);
    for (const { key, value } of given) {
      if (blanks.includes(key)) return invalidBlank(key, call, host);
      if (key === "S") break;
      if (key === "i") settings.empty = true;
      else if (key === "0") settings.zero = true;
      else if (key === "u") settings.unset.push(value!);
      else if (key === "C") settings.directory = value!;
      else if (key === "a" && call.build !== "unknown") settings.argv0 = value!;
      else throw new Pass(`option ${key}`);
    }
    const texts = given.filter(({ key }) => key === "S");
    if (texts.length === 0) {
      if (error === undefined) return [...operands];
      locale(call, host);
      return usageError(call, error, canceled);
    }
    // what was split takes the place of all that was read so far
    const isRead = (_: string, index: number) =>
      parseOptions(call, table, args.slice(0, index + 1)).options.some(({ key }) => key === "S");
    const end = args.findIndex(isRead) + 1;
    args = [...splitText(texts[0]!.value!, call), ...args.slice(end)];
  }
}

/** What a line "#!/usr/bin/env -i command" comes to. */
function invalidBlank(letter: string, call: Call, host: Host): Answer {
  locale(call, host);
  const complaints = [`invalid option -- '${letter}'`, hint]
    .map((each) => `${programName(call)}: ${each}\n`);
  return failed(canceled, complaints.join("") + usageHint(call));
}

/** The command in env's place, or why there is none. */
function run(
  command: Pick<Execution, "file" | "args" | "env">,
  { directory, argv0 }: Settings,
  call: Call,
  host: Host,
): Answer {
  const { file, args, env } = command;
  const cwd = directory === undefined ? call.cwd : absolute(directory, call);
  const obstacle = directory === undefined ? undefined : whyNoDirectory(directory, cwd, host);
  if (obstacle !== undefined) {
    return complaint(call, host, canceled, `cannot change directory to ${obstacle}`);
  }
  const path = env.get("PATH") ?? defaultPath;
  const answered = call.execute({
    // without PATH, only the search has one
    file: env.get("PATH") === undefined ? searched(file, host) : file,
    argv0: argv0 ?? file,
    args,
    env,
    cwd,
  });
  if (answered) return answered;
  requireAbsent(file, { path, cwd }, host);
  const messages = [`${quote(file, locale(call, host))}: No such file or directory`];
  if (file.includes(" ")) messages.push(hint);
  return complaint(call, host, notFound, ...messages);
}

/** The search of execvp(3) in the C library's own list; where nothing is found, the last place. */
function searched(file: string, host: Host): string {
  if (file.includes("/")) return file;
  const places = defaultPath.split(":").map((each) => `${each}/${file}`);
  return places.find((each) => host.isExecutable(each)) ?? places.at(-1)!;
}

function whyNoDirectory(name: string, path: string, host: Host): string | undefined {
  const status = name === "" ? undefined : host.stat(path);
  if (status && isDirectory(status) && host.access(path, accessMode.execute)) return undefined;
  if (status && isDirectory(status)) throw new Pass(`denied-read ${path}`);
  // between quotes always (gnulib quotearg, shell_escape_always_quoting_style)
  if (/[^ -~]|['\\]/.test(name)) throw new Pass("argument with a special character");
  return `'${name}': ${status ? notDirectory : name === "" ? noSuchFile : whyMissing(path, host)}`;
}

function requireSameLoading(env: Environment, changed: Environment, names: string[]): void {
  for (const name of names) {
    if (loading.test(name) && env.get(name) !== changed.get(name)) {
      throw new Pass(`environment ${name}`);
    }
  }
}

function complaint(call: Call, host: Host, code: number, ...messages: string[]): Answer {
  locale(call, host);
  return failed(code, messages.map((each) => `${programName(call)}: ${each}\n`).join(""));
}

/** env(1) */
export const env: LookupEntry = {
  name: "env",
  package: "coreutils",
  presumed: true,
  rules: buildRules,
  summary: "every option but -v and those of signals; commands that are answered",
  source: "its environment",
  answer,
};
