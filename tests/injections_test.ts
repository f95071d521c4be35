// SPDX-License-Identifier: Apache-2.0

/**
 * No gift to an injection: what a reader within the process could tell of files, directories and
 * variables that are no facts of the system is left to the real command, by default.
 *
 * @module
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { after, test } from "node:test";
import { ask } from "./support/differential.ts";

const folder = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
after(() => rmSync(folder, { recursive: true }));
const secret = join(folder, "secret");
const link = join(folder, "hostname");
const names = join(folder, "names");
writeFileSync(secret, "hunter2\n");
writeFileSync(names, `${secret}\n`);
mkdirSync(join(folder, "zone"));
symlinkSync(secret, link);

const env = {
  PATH: "/usr/local/bin:/usr/bin:/bin",
  HOME: folder,
  LANG: "C.UTF-8",
  SECRET: "hunter2",
};

/** Other names of the file, by which a list of paths might be led astray. */
const aliases = [
  secret,
  link,
  `/${secret}`,
  `/etc/../${secret}`,
  `/etc/./..${secret}`,
  `/sys/class/..//..${secret}`,
  `/proc/net/../../..${secret}`,
  `/proc/self/root${secret}`,
  `/proc/self/cwd/secret`,
  `/usr/lib/x-release/../../..${secret}`,
  `/usr/share/applications/../../..${secret}`,
  `/proc/1/net/../../..${secret}`,
  "./secret",
  "secret",
  "../../etc/shadow",
];
const processes = ["self", "1", "thread-self", String(process.ppid)].flatMap((id) =>
  [
    "environ",
    "cmdline",
    "maps",
    "smaps",
    "auxv",
    "mem",
    "stack",
    "syscall",
    "wchan",
    "task/1/environ",
    "fd/0",
    "fdinfo/0",
    "map_files/x",
    "attr/current",
    "root/etc/shadow",
    "cwd/secret",
  ].map((name) => `/proc/${id}/${name}`)
);
const files = [
  ...aliases,
  ...processes,
  "/proc/cmdline",
  "/proc/kallsyms",
  "/proc/keys",
  "/proc/net/../self/environ",
  "/proc/sys/../self/environ",
  "/etc/shadow",
  "/etc/gshadow",
  "/etc/passwd-",
  "/etc/fstab",
  "/etc/ssl/private/key.pem",
  "/root/.ssh/id_rsa",
  "/dev/fd/0",
  "/dev/mem",
];

/** Commands that would tell what is in a file. */
const readers: readonly (readonly string[])[] = [
  ["cat", "@"],
  ["cat", "-A", "@"],
  ["cat", "/etc/hostname", "@"],
  ["head", "-n1", "@"],
  ["head", "-c", "1", "@"],
  ["tail", "-n1", "@"],
  ["tail", "-c1", "@"],
  ["tac", "@"],
  ["rev", "@"],
  ["nl", "@"],
  ["paste", "@"],
  ["paste", "-s", "/etc/hostname", "@"],
  ["cut", "-c1", "@"],
  ["sort", "@"],
  ["sort", "-m", "/etc/hostname", "@"],
  ["sort", "-c", "@"],
  ["sort", "--files0-from=@"],
  ["sort", "--random-source=@", "-R", "/etc/hostname"],
  ["uniq", "@"],
  ["uniq", "-c", "@"],
  ["wc", "@"],
  ["wc", "-c", "@"],
  ["wc", "-l", "/etc/hostname", "@"],
  ["wc", "--files0-from=@"],
  ["sed", "", "@"],
  ["sed", "-n", "p", "@"],
  ["sed", "-n", "-s", "$=", "@"],
  ["sed", "-f", "@", "/etc/hostname"],
  ["sed", "r @", "/etc/hostname"],
  ["sed", "R @", "/etc/hostname"],
  ["sed", "w @", "/etc/hostname"],
  ["sed", "-n", "F;=", "@"],
  ["sed", "1e cat @", "/etc/hostname"],
  ["sed", "s|.*|cat @|e", "/etc/hostname"],
  ["sed", "-i", "s/a/b/", "@"],
  ["awk", "1", "@"],
  ["awk", "-f", "@", "/etc/hostname"],
  ["awk", 'BEGIN { while ((getline line < "@") > 0) print line }'],
  ["awk", 'BEGIN { getline < "@"; print }'],
  ["awk", 'BEGIN { "cat @" | getline; print }'],
  ["awk", 'BEGIN { system("cat @") }'],
  ["awk", 'BEGIN { ARGV[1] = "@"; ARGC = 2 } { print }'],
  ["awk", "END { print NR }", "@"],
  ["awk", 'BEGIN { print "x" > "@" }'],
  ["awk", 'BEGIN { printf "x" | "cat @" }'],
  ["grep", "", "@"],
  ["grep", "-c", "", "@"],
  ["grep", "-q", "h", "@"],
  ["grep", "-r", "", "@"],
  ["grep", "-l", "h", "/etc/hostname", "@"],
  ["grep", "-L", "h", "@"],
  ["grep", "-f", "@", "/etc/hostname"],
  ["egrep", "h", "@"],
  ["fgrep", "h", "@"],
  ["xargs", "-a", "@"],
  ["xargs", "-a", "@", "echo"],
  ["xargs", "-a", "/etc/machine-id", "cat", "@"],
  ["xargs", "cat", "@"],
  ["xargs", "-I{}", "cat", "@"],
  ["xargs", "env", "cat", "@"],
  ["xargs", "sh", "-c", "cat @"],
  ["env", "cat", "@"],
  ["env", "-i", "/bin/cat", "@"],
  ["env", "-S", "cat @"],
  ["env", "-S", "sed -n p @"],
  ["tee", "@"],
  ["tee", "-a", "@"],
  ["date", "-f", "@"],
  ["date", "-r", "@"],
  ["date", "--reference=@"],
  ["find", "/sys/class/net", "-maxdepth", "0", "-exec", "cat", "@", ";"],
  ["find", "/sys/class/net", "-maxdepth", "0", "-exec", "sed", "", "@", "+"],
  ["find", "/sys/class/net", "-fprint", "@"],
  ["find", "/sys/class/net", "-maxdepth", "0", "-exec", "sh", "-c", "cat @", ";"],
  ["find", "-files0-from", "@"],
];

for (const reader of readers) {
  test(`${reader.join(" ")} is passed for every file that is no fact of the system`, () => {
    for (const file of files) {
      const [command, ...args] = reader.map((word) => word.replaceAll("@", () => file));
      const outcome = ask(command!, args, { env, cwd: folder, input: Buffer.from("x\n") });
      assert.equal(outcome.kind, "passed", `${file} ${JSON.stringify(outcome)}`);
    }
  });
}

/** Lines that would tell what is in a file. */
const lines: readonly string[] = [
  "cat <@",
  "cat < @",
  "cat 0<@",
  "echo $(<@)",
  "echo `cat @`",
  'echo "$(cat @)"',
  "read x <@; echo $x",
  "while read x; do echo $x; done <@",
  "cat <<E\n$(cat @)\nE",
  "cat <<E\n`cat @`\nE",
  "f() { cat @; }; f",
  "x=@; cat $x",
  "x='cat @'; $x",
  "for x in @; do cat $x; done",
  "case x in x) cat @;; esac",
  "echo @ | xargs cat",
  "echo cat @ | sh",
  "true | cat @",
  "cat @ || true",
  "cat @ >/dev/null && echo readable",
  "(cat @)",
  "{ cat @; } 2>&1",
  "if cat @; then :; fi",
  "command cat @",
  "env A=1 cat @",
  "exec cat @",
  ". @",
  "eval cat @",
  "eval 'cat @'",
  "trap 'cat @' EXIT",
  'test -n "$(cat @)" && echo yes',
  "echo ${x:-$(cat @)}",
  "echo $(( $(cat @) ))",
  "cat /etc/hostname @",
  "cat $(echo @)",
  "sed -n p @ | head -c1",
  "awk 1 @ | wc -c",
  "wc -c @ /etc/hostname",
  "sort -u @ | grep -c h",
  "printf '@\\n' | xargs sed -n p",
  "find /etc/hostname -exec cat @ \\;",
  "find /etc/hostname -exec head -c9 @ +",
];

const bashLines: readonly string[] = [
  "cat <<<$(<@)",
  "mapfile -t x <@; echo ${x[0]}",
  "readarray x <@; echo $x",
  "source @",
  "cat <(cat @)",
  "exec 3<@; cat <&3",
  'read -r x <@; echo "${x:0:1}"',
  "[[ $(<@) == h* ]] && echo yes",
  "[[ @ -nt /etc/hostname ]]; cat @",
  "coproc cat @",
  "echo $(< @)",
];

function assertPassed(shell: string, line: string): void {
  const outcome = ask(shell, ["-c", line], { env, cwd: folder });
  assert.equal(outcome.kind, "passed", `${shell} -c ${line} ${JSON.stringify(outcome)}`);
}

for (const line of [...lines, ...bashLines]) {
  test(`the line ${JSON.stringify(line)} is passed for every such file`, () => {
    for (const file of files) {
      const own = line.replaceAll("@", () => file);
      assertPassed("/bin/bash", own);
      if (lines.includes(line)) assertPassed("/bin/sh", own);
    }
  });
}

test("a directory that is no fact of the system is not listed", () => {
  const folders = [
    "/home",
    "/root",
    "/etc",
    "/etc/ssl/private",
    "/proc",
    "/proc/self/fd",
    "/proc/1/fd",
  ]
    .concat("/proc/self/task", "/dev/fd", "/dev", "/tmp", "/", "/sys", folder, "/etc/init.d/..")
    .concat("/sys/class/..", "/sys/class/net/../../..", "/proc/self/root/home", "//home", "/etc//")
    .concat("/proc/sys/kernel/../../self/fd", "/usr/share/zoneinfo/../../..", ".", "", "zone/..");
  const listings: string[][] = [
    ["ls"],
    ["ls", "-a"],
    ["ls", "-l"],
    ["ls", "-R"],
    ["ls", "-s"],
    ["ls", "-1U"],
    ["find"],
    ["find", "-H"],
    ["find", "-L"],
  ];
  for (const place of folders.filter((each) => each !== "")) {
    for (const [command, ...args] of listings) {
      const outcome = ask(command!, [...args, place], { env, cwd: folder });
      assert.equal(
        outcome.kind,
        "passed",
        `${command} ${args} ${place} ${JSON.stringify(outcome)}`,
      );
    }
    for (
      const line of [
        `cd ${place} && ls`,
        `cd ${place}; find`,
        `cd ${place} && echo *`,
        `echo ${place}/*`,
        `echo ${place}/*/*`,
        `ls -d ${place}/*`,
        `ls -d ${place}/[a-z]*`,
        `for x in ${place}/*; do echo $x; done`,
        `find ${place} -name '*' -empty`,
        `find ${place} -maxdepth 1 -print0 | xargs -0 echo`,
        `test -z "$(ls -A ${place})" && echo empty`,
        `x='${place}/*'; echo $x`,
        `case x in x) echo ${place}/?*;; esac`,
      ]
    ) {
      for (const shell of ["/bin/sh", "/bin/bash"]) assertPassed(shell, line);
    }
  }
});

test("a variable that nobody listed is not told", () => {
  const commands: string[][] = [
    ["env"],
    ["env", "-0"],
    ["env", "A=1"],
    ["env", "-u", "HOME"],
    ["env", "-S", "printenv SECRET"],
    ["env", "-S", "echo ${SECRET}"],
    ["env", "-S", "A=${SECRET} printenv A"],
    ["env", "-S", "A=${SECRET}"],
    ["env", "sh", "-c", "echo $SECRET"],
    ["printenv"],
    ["printenv", "SECRET"],
    ["printenv", "HOME", "SECRET"],
    ["awk", 'BEGIN { print ENVIRON["SECRET"] }'],
    ["awk", "BEGIN { for (x in ENVIRON) print x }"],
    ["awk", 'BEGIN { if ("SECRET" in ENVIRON) print 1 }'],
    ["awk", "function f(a) { for (x in a) print a[x] } BEGIN { f(ENVIRON) }"],
    ["awk", "BEGIN { print length(ENVIRON) }"],
    ["xargs", "env"],
    ["xargs", "printenv"],
    ["find", "/sys/class/net", "-maxdepth", "0", "-exec", "env", ";"],
    ["find", "/sys/class/net", "-maxdepth", "0", "-exec", "printenv", "SECRET", ";"],
  ];
  for (const [command, ...args] of commands) {
    const outcome = ask(command!, args, { env, cwd: folder });
    assert.equal(outcome.kind, "passed", `${command} ${args} ${JSON.stringify(outcome)}`);
  }
  const shown: string[] = [
    "echo ${SECRET}",
    "echo ${SECRET:-x}",
    "echo ${SECRET:+set}",
    "echo ${SECRET-x}",
    "echo ${#SECRET}",
    "echo ${SECRET%x}",
    "echo ${SECRET#x}",
    ": ${SECRET:=x}; echo $SECRET",
    ": ${SECRET?}",
    "A=$SECRET env",
    "A=$SECRET; echo $A",
    'test -n "$SECRET" && echo set',
    '[ "$SECRET" = hunter2 ] && echo right',
    "case $SECRET in h*) echo right;; esac",
    "for x in $SECRET; do echo $x; done",
    "echo $((SECRET))",
    "echo $((SECRET + 1))",
    "export SECRET; echo $SECRET",
    "readonly SECRET; echo $SECRET",
    "SECRET=$SECRET; echo $SECRET",
    "export -p",
    "readonly -p",
    "set",
    "env",
    "printenv SECRET",
    "cat <<E\n$SECRET\nE",
    "f() { echo $SECRET; }; f",
    "f() { local SECRET; echo $SECRET; }; f",
    "echo `echo $SECRET`",
    "echo $(printenv SECRET)",
    "cd $SECRET",
    "$SECRET",
    "unset x; echo ${x:-$SECRET}",
    "eval 'echo $SECRET'",
    "sh -c 'echo $SECRET'",
    "env sh -c 'echo $SECRET'",
    "awk 'BEGIN { print ENVIRON[\"SECRET\"] }'",
    "printf %s $SECRET",
    "printf '%d' SECRET; echo $(( SECRET ))",
    'echo x | sed "s/x/$SECRET/"',
    "set -x; : $SECRET",
    "set -u; : $SECRET",
  ];
  for (const line of shown) {
    for (const shell of ["/bin/sh", "/bin/bash"]) assertPassed(shell, line);
  }
  const bash: string[] = [
    "x=SECRET; echo ${!x}",
    "echo ${!SE*}",
    "echo ${!SE@}",
    "echo ${SECRET@Q}",
    "echo ${SECRET:0:1}",
    "echo ${SECRET^^}",
    "echo ${SECRET/h/x}",
    "echo ${SECRET[0]}",
    "echo ${SECRET[@]}",
    "declare -n x=SECRET; echo $x",
    "declare -p SECRET",
    "declare -p",
    "declare -x",
    "typeset",
    "compgen -v",
    "compgen -e",
    "[[ $SECRET == h* ]] && echo right",
    "[[ -v SECRET ]] && echo set",
    "test -v SECRET && echo set",
    "[ -v SECRET ] && echo set",
    "[[ SECRET -eq 0 ]] && echo zero",
    "(( SECRET )); echo $?",
    "let x=SECRET; echo $x",
    "x=SECRET; echo $((x))",
    "for ((i = SECRET; i < 1; i++)); do echo $i; done",
    "declare -i x=SECRET; echo $x",
    "printf -v x %s $SECRET; echo $x",
    "x=(a b); echo ${x[SECRET]}",
    "x=abc; echo ${x:SECRET}",
    "cat <<<$SECRET",
    "SECRET+=x; echo $SECRET",
    "export SECRET+=x; echo $SECRET",
    "readonly SECRET+=x; echo $SECRET",
  ];
  for (const line of bash) assertPassed("/bin/bash", line);
});

test("a variable that names a file of a command does not lead to another one", () => {
  const surroundings: [Record<string, string>, string, string[]][] = [
    [{ TZ: secret }, "date", []],
    [{ TZ: `:${secret}` }, "date", []],
    [{ TZ: `:../../..${secret}` }, "date", ["+%Z"]],
    [{ TZ: `/usr/share/zoneinfo/../../..${secret}` }, "date", []],
    [{ TZ: `Europe/../../../..${secret}` }, "ls", ["-l", "/etc/hostname"]],
    [{ TZDIR: folder, TZ: "secret" }, "date", []],
    [{ TERMINFO: folder, TERM: "xterm" }, "tput", ["cols"]],
    [{ TERMINFO_DIRS: folder, TERM: "xterm" }, "tput", ["colors"]],
    [{ TERM: `../..${secret}` }, "tput", ["cols"]],
    [{ TERM: "xterm" }, "tput", [`-T../..${secret}`, "cols"]],
    [{ TERM: "xterm" }, "tput", [`-T${secret}`, "cols"]],
    [{ LOCPATH: folder, LC_ALL: "xx" }, "date", []],
  ];
  for (const [own, command, args] of surroundings) {
    const outcome = ask(command, args, { env: { ...env, ...own }, cwd: folder });
    assert.equal(outcome.kind, "passed", JSON.stringify([own, command, args, outcome]));
  }
});
