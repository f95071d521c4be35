// SPDX-License-Identifier: Apache-2.0

/**
 * What each lookup is asked under its own rules and no others. One that is not listed is asked with
 * no arguments: a new one needs a line here only where that is not what it reads most for.
 *
 * @module
 */
import { lookups } from "../../../lookups/table.ts";

const text = "one two\nthree\none two\n";

/** Arguments, each list a question of its own. */
const listed: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "[": [["-d", "/etc", "]"]],
  awk: [["{ print $1 }"]],
  basename: [["/usr/lib/os-release"]],
  cat: [["/etc/os-release"], ["/etc/machine-id"]],
  cut: [["-d", " ", "-f", "1"]],
  dirname: [["/usr/lib/os-release"]],
  echo: [["hello"]],
  egrep: [["one"]],
  env: [["true"]],
  expr: [["1", "+", "1"]],
  fgrep: [["one"]],
  find: [["/usr/share/applications", "-maxdepth", "0"]],
  // the release has another awk
  gawk: [],
  getconf: [["GNU_LIBC_VERSION"], ["_NPROCESSORS_ONLN"], ["NGROUPS_MAX"]],
  getent: [["passwd", "root"], ["group", "root"], ["services", "80/tcp"], ["protocols", "tcp"], [
    "hosts",
    "127.0.0.1",
  ]],
  grep: [["one"]],
  head: [["-n", "1"]],
  hostname: [[], ["-s"], ["-f"], ["-I"]],
  id: [[], ["-un"], ["nobody"]],
  ldconfig: [["-p"]],
  ldd: [["--version"]],
  locale: [[], ["-a"], ["charmap"]],
  // an emulated machine's processors have several speeds
  lscpu: [["-p"]],
  ls: [["/etc/os-release"], ["-lL", "/etc/os-release"]],
  mawk: [["{ print $1 }"]],
  nawk: [],
  nproc: [[], ["--all"]],
  paste: [["-s"]],
  printenv: [["HOME"]],
  printf: [["%s\n", "hello"]],
  readlink: [["-f", "/bin/sh"]],
  realpath: [["/bin/sh"]],
  sed: [["s/one/two/"]],
  seq: [["3"]],
  sleep: [["0"]],
  stat: [["-c", "%U %s", "/usr/lib/os-release"]],
  tail: [["-n", "1"]],
  tee: [[]],
  test: [["-d", "/etc"]],
  tput: [["-T", "xterm", "cols"], ["-T", "xterm", "setaf", "1"]],
  tr: [["a-z", "A-Z"]],
  uname: [["-a"]],
  uptime: [["-p"], ["-s"]],
  which: [["sh"]],
  xargs: [["echo"]],
};

/** Lines for those that are asked in lines alone. */
const lines: Readonly<Record<string, string>> = { wc: "echo one two | wc" };

/** What a moment later would be another answer. */
const varying: ReadonlySet<string> = new Set(["date", "uptime", "ps", "free", "df"]);

/** Those that are not what they are asked: no success, and an answer all the same. */
const failing: ReadonlySet<string> = new Set(["false", "logname", "tty"]);

/** One question. */
export interface Question {
  readonly name: string;
  readonly args: readonly string[];
  /** Standard input. */
  readonly input: string;
  /** Whether the real command, asked later, must say the same. */
  readonly isLasting: boolean;
  /** Whether it must succeed. */
  readonly mustSucceed: boolean;
}

/** Lookups with the same rules. */
export interface Group {
  /** A name for their profile. */
  readonly profile: string;
  readonly names: readonly string[];
  readonly rules: readonly string[];
  readonly questions: readonly Question[];
}

/** All lookups; what is known of one question may be known of the next one in a group. */
export function groups(): Group[] {
  const byRules = Map.groupBy(lookups.values(), ({ rules }) => [...rules].sort().join("\n"));
  return [...byRules.values()].map((entries) => {
    const names = entries.map(({ name }) => name);
    return {
      names,
      profile: `monkeys_answering_${names[0] === "[" ? "bracket" : names[0]}`,
      rules: entries[0]!.rules,
      questions: names.flatMap(questionsFor),
    };
  });
}

function questionsFor(name: string): Question[] {
  const mustSucceed = !failing.has(name);
  const isLasting = !varying.has(name);
  const more = { input: text, isLasting, mustSucceed };
  const line = lines[name];
  if (line !== undefined) return [{ name: "sh", args: ["-c", line], ...more }];
  return (listed[name] ?? [[]]).map((args) => ({ name, args, ...more }));
}
