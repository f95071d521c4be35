// SPDX-License-Identifier: Apache-2.0

/** Random arguments of each command, its mistakes among them. @module */
import { variables } from "../../lookups/getconf_variables.ts";
import { linkedNames } from "./linked_tree.ts";
import type { Dice } from "./random.ts";

/** The arguments of one call of a command. */
export type Arguments = (dice: Dice) => string[];

const words = (text: string) => text.split(" ");

/** What every command of GNU's complains of, or takes for an operand. */
const mistakes = words("-? -~ --nosuch --nosuch=1 -- a").concat("");

/** Options, each as its words, and operands between them. */
function line(options: readonly string[], operands: readonly string[] = [], most = 3): Arguments {
  return (dice) => {
    const parts = [
      ...dice.some(options, 3).map(words),
      ...dice.some(operands, most).map((each) => [each]),
      ...dice.once(8) ? [[dice.pick(mistakes)]] : [],
    ];
    if (dice.once(2)) parts.sort(() => dice.pick([-1, 1]));
    return parts.flat();
  };
}

/** Words in any order. */
function anything(from: readonly string[], most: number): Arguments {
  return (dice) => dice.some(from, most);
}

const names = [...linkedNames, "", "/usr/bin/env", "/etc/passwd", "/bin", "a/b.c", "a//", "..//"];
const suffixes = words("b.c /a/b.c a.c.c .c / // a/ -a ä.c").concat("", "a\nb.c");
const facts = words("/etc/passwd /etc/os-release /etc/hostname /proc/version /etc/debian_version")
  .concat(words("/etc/none-release /proc/filesystems /proc/devices /etc/group"));
const users = words("root daemon nobody bin sys root games");
const shown = words("HOME PATH LANG LC_ALL TERM SHELL PWD TZ LANGUAGE USER a=b HOME=x");
const accounts = words("root 0 daemon 1 adm 4");
const databases: Readonly<Record<string, readonly string[]>> = {
  passwd: accounts,
  group: accounts,
  protocols: words("tcp udp icmp 6 17 TCP ipv6-icmp 0 6x 4294967302 no-such").concat(""),
  services: words("http 80 http/tcp 80/udp ssh/udp domain 53/tcp www 0 70000 no-such").concat(""),
  hosts: words("localhost LOCALHOST ip6-localhost 127.0.0.1 ::1 0::1 vm no-such. 10.9.8.7 127.1"),
};
const keywords = words("charmap decimal_point day abmon mon d_fmt yesexpr grouping first_weekday")
  .concat(words("thousands_sep measurement height int_curr_symbol am_pm t_fmt_ampm noexpr"));

const escapes = words("a bc \\n \\t \\0101 \\101 \\x41 \\\\ \\q \\c \\e -n -e -E -ne -x é --help")
  .concat(
    "",
    "a  b",
  );
const formats = words("%s %d %5s| %-5s| %05d %x %X %o %c %b %q %% \\n \\t \\\\ a %.2s %+i %u %*d");
const values = words("1 -2 0x1f 017 abc 12abc 'a 9223372036854775807 a\\tb é %s").concat("", " 7");
const expression = words(
  "! ( ) a = != -a -o -n -z -f -e -d -s -r -w -x -h -L -O -G 1 2 -eq -lt -ge",
)
  .concat(words("-nt -ot -ef file folder link nothing dangling / . -l -5 ] =="), "");

const specification = ["-v POSIX_V6_LP64_OFF64", "-v POSIX_V7_ILP32_OFF32", "-vX", "-v X"];

const getconf: Arguments = (dice) => {
  const { name, source } = dice.pick(variables().filter(({ name }) => name !== "_AVPHYS_PAGES"));
  const of = dice.once(20) === (source === "pathconf") ? [] : [dice.pick(names)];
  const known = dice.once(15) ? "NOPE" : name.replace(dice.once(4) ? /^_POSIX_/ : "", "");
  return [...dice.once(10) ? words(dice.pick(specification)) : [], known, ...of];
};

const env: Arguments = (dice) => [
  ...dice.some(["-i", "-0", "-u HOME", "--unset=TERM", "-", "-C /usr", "-C /none"], 2).flatMap(
    words,
  ),
  ...dice.once(12) ? [dice.pick(mistakes)] : [],
  ...dice.some(["A=1", "LC_ALL=C", "B=x y", "HOME=/x", "LANG=C.UTF-8"], 2),
  ...dice.once(3) ? [] : dice.pick([
    ["uname", "-s"],
    ["uname", "x"],
    ["printenv", "HOME", "LANG"],
    [
      "pwd",
      "-P",
    ],
    ["true"],
    ["no-such-command"],
    ["basename", "/a/b"],
    ["printf", "%s|", "a", "b"],
  ]),
];

/** Each command of the first group, by its name. */
export const commandArguments: Readonly<Record<string, Arguments>> = {
  uname: line(
    words("-a -s -n -r -v -m -p -i -o -sr -snrvmpio -mo --all --kernel-name --nodename")
      .concat(words("--kernel-r --mach --processor --hardware --operating-system --k --all=1")),
    ["a"],
    0,
  ),
  arch: line([], ["a"], 1),
  hostname: line(words("-s -y -I --short --yp --all-ip-addresses -sI -s -y"), [], 0),
  whoami: line([], ["a"], 1),
  id: line(
    words("-u -g -G -n -r -z -un -gn -Gn -ru -Gnz --user --group --groups --name --real --zero -a"),
    users,
    2,
  ),
  groups: line([], users, 3),
  logname: line([], ["a"], 1),
  nproc: line(words("--all --ignore=1 --ignore=99 --ignore=x --ig=0 --ignore=-1"), ["a"], 0),
  getconf,
  ldd: (dice) => [
    dice.pick(words("--version --vers --versi --versio")),
    ...dice.some(["a", "--help", "/bin/sh"], 1),
  ],
  ldconfig: (dice) => [dice.pick(["-p", "--print-cache"])],
  which: line(
    ["-a", "-aa", "--"],
    words("ls sh uname no-such-command /bin/ls bin/x -").concat(""),
    4,
  ),
  getent: (dice) => {
    const database = dice.pick(Object.keys(databases));
    if (dice.once(12)) return dice.pick([[], ["nosuch"], [database, "no-such"]]);
    return [database, ...dice.some(databases[database]!, 3)];
  },
  echo: anything(escapes, 5),
  printf: (dice) => [
    dice.some(formats, 5).join(dice.pick(["", " "])) + dice.pick(["", "\\n"]),
    ...dice.some(values, 5),
  ],
  pwd: line(words("-L -P -LP --logical --physical --p"), ["a"], 0),
  true: anything(words("a --nosuch -- --help --version"), 3),
  false: anything(words("a --nosuch -- --help --version"), 3),
  cat: line(words("-A -b -e -E -n -s -t -T -u -v --number --show-ends --squeeze-blank"), facts),
  head: line(
    words("-n1 -n 3 -n-2 -c10 -c-5 -q -v -z --lines=2 --bytes=7 --quiet --silent"),
    facts,
  ),
  tail: line(
    words("-n1 -n 3 -n+2 -c10 -c+5 -q -v -z --lines=2 --bytes=7 --quiet --silent"),
    facts,
  ),
  readlink: line(
    words("-f -e -m -n -q -s -v -z -fn --canonicalize --no-newline --zero -ev"),
    names,
  ),
  realpath: line(
    words("-e -m -q -s -z -L -P --strip --relative-to=. --relative-base=/usr --zero -E")
      .concat("--relative-to folder"),
    names,
  ),
  basename: line(words("-a -z -s .c --suffix=.c --multiple --zero -s -as.c"), suffixes),
  dirname: line(["-z", "--zero"], [...suffixes, ...names]),
  env,
  printenv: line(["-0", "--null"], shown),
  locale: (dice) =>
    dice.once(3)
      ? dice.some(["-a"], 1)
      : [...dice.some(words("-k -c -ck --keyword-name"), 2), ...dice.some(keywords, 4)],
  tty: line(words("-s --silent --quiet"), ["a"], 0),
  test: anything(expression, 6),
  "[": (dice) => [...dice.some(expression, 6), ...dice.once(15) ? [] : ["]"]],
};

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
const redirections = ["", "", "", " 2>&1", " 2>/dev/null", " >/dev/null", " >&2"];
const connectors = ["; ", " && ", " || ", "\n"];
const ends = ["", "", " || true", " || :", "; echo $?", " && echo yes"];
const sought = words("ls uname echo no-such-command sh cd test if getconf x-y");

/** A command of a line, quoted. */
function simpleCommand(dice: Dice): string {
  const name = dice.pick(Object.keys(commandArguments));
  return [name, ...commandArguments[name]!(dice).map(quoted)].join(" ") + dice.pick(redirections);
}

/** Lines of `sh -c` and `bash -c`, by what they are made of. */
export const lineGrammars: Readonly<Record<string, (dice: Dice) => string>> = {
  "command -v": (dice) =>
    `command -v ${quoted(dice.pick(sought))}${dice.pick(redirections)}${dice.pick(ends)}`,
  type: (dice) => `type ${dice.some(sought, 2).map(quoted).join(" ")}${dice.pick(redirections)}`,
  "one command": (dice) => simpleCommand(dice) + dice.pick(ends),
  "a list": (dice) =>
    [dice.pick(connectors), dice.pick(connectors)]
      .reduce((text, between) => text + between + simpleCommand(dice), simpleCommand(dice)),
};
