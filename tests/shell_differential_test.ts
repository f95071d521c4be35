// SPDX-License-Identifier: Apache-2.0

/** Lines evaluated in-process beside real shells. @module */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import process from "node:process";
import { test } from "node:test";
import { ask, compare, type Result, resultOf, run } from "./support/differential.ts";
import { generator, seed } from "./support/random.ts";
import { runLines } from "./support/shell_batch.ts";
import { grammarLine } from "./support/shell_grammar.ts";

const commands = [
  "uname",
  "uname -s",
  "'uname' -m",
  'uname "-r"',
  "uname -n -s",
  "uname --nosuch",
  "uname extra",
  "/usr/bin/uname -o",
  "/bin/uname --nosuch",
  "LC_ALL=C uname x",
  "A=1 B='2 3' uname -s",
  "A=1",
  "nosuchcommand",
  "nosuch-command-2 -x 'a b'",
  "true",
  "false",
  ":",
  "echo",
  "echo a  b",
  "echo -n 'a  b'",
  'echo "x \\" y" z\\ w',
  "echo 'a\\tb\\\\c'",
  "echo '\\0101\\101\\e\\q' '\\'",
  "echo 'a\\cb' c",
  "echo a ! b !c",
  "[ -d / ]",
  "[ ! -d / ]",
  "test x = y",
  "printf %s\\\\n a b",
  "echo [ ] = % 'é'",
  "export A=1 B='x y'",
  "export A",
  "unset A B",
  "command -v uname",
  "command -v echo",
  "command -v nosuchcommand",
  "2>&1 uname -x",
  "echo $HOME $LANG",
  "A=1; echo $A$A",
  'B="2 3"; echo "$B" "${B}y"',
  "unset A; echo x$A $A",
  "echo $?",
  'A=$HOME B=x$?; echo "$A" $B',
  'A= ; echo $A "" "$A"',
];
const redirections = [
  "",
  "",
  "",
  " 2>&1",
  " 2>/dev/null",
  " >/dev/null",
  " > /dev/null 2>&1",
  " 2>&1 >/dev/null",
  " >&2",
  " </dev/null",
  " 1>&2 2>/dev/null",
];
const connectors = ["; ", " && ", " || ", "\n", ";", "\n\n", " | "];

function line(random: (below: number) => number, depth = 0): string {
  const pick = (from: readonly string[]) => from[random(from.length)]!;
  let text = random(12) === 0 ? "! " : "";
  for (let count = 1 + random(4); count > 0; count--) {
    const one = command(random, depth);
    text += one + (/^[({]/.test(one) ? "" : pick(redirections));
    if (count > 1) text += pick(connectors);
  }
  if (random(10) === 0) text += `; exit${random(2) ? " 3" : ""}`;
  return text;
}

function command(random: (below: number) => number, depth: number): string {
  if (depth < 2) {
    const kind = random(12);
    if (kind === 0) return `{ ${line(random, depth + 1)}; }`;
    if (kind === 1) return `( ${line(random, depth + 1)} )`;
  }
  return commands[random(commands.length)]!;
}

const clean = { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: "/", LANG: "C.UTF-8" };

/** Asked together of a few real shells. */
const batch = 2000;

/**
 * Generates lines until so many of them were answered, and compares each answer with the real one.
 * Four of five must be answered.
 */
function compareLines(file: string, wanted: number, next: () => string): void {
  const passed = new Map<string, number>();
  let generated = 0;
  for (let answered = 0; answered < wanted;) {
    const asked: [line: string, ours: Result][] = [];
    while (asked.length < Math.min(batch, wanted - answered)) {
      generated++;
      const line = next();
      const outcome = ask(file, ["-c", line], { env: clean, cwd: "/" });
      if (outcome.kind === "answered") asked.push([line, resultOf(outcome.answer)]);
      else passed.set(outcome.reason, (passed.get(outcome.reason) ?? 0) + 1);
      assert.ok(generated < 1000 || (answered + asked.length) / generated > 0.8, listed(passed));
    }
    const real = runLines(file, asked.map(([line]) => line), clean);
    asked.forEach(([line, ours], index) => assert.deepEqual(ours, real[index], line));
    answered += asked.length;
  }
  assert.ok(wanted / generated > 0.8, listed(passed));
}

/** Why lines passed, the most frequent reason first. */
function listed(passed: ReadonlyMap<string, number>): string {
  const sorted = [...passed].sort(([, one], [, other]) => other - one);
  return sorted.map(([reason, count]) => `${count} ${reason}`).join("\n");
}

const amount = Number(process.env["FUZZ"] ?? 1) * ("Bun" in globalThis ? 0.15 : 1);

for (
  const [file, wanted] of [
    ["/bin/sh", 800],
    ["sh", 100],
    ["dash", 100],
    ["/bin/bash", 400],
    ["bash", 100],
  ] as const
) {
  const skip = existsSync(`/bin/${file.replace("/bin/", "")}`) ? false : `No ${file} is installed`;
  test(`${file} -c gives what the real one gives (seed ${seed})`, { skip }, () => {
    const random = generator(seed + wanted);
    // Deno calls a command by the path that it finds
    const called = "Bun" in globalThis ? file : run("/usr/bin/which", [file]).stdout.trim();
    compareLines(called, wanted, () => line(random));
  });
}

for (
  const [file, shell, wanted] of [["/bin/sh", "sh", 13_000], ["/bin/bash", "bash", 7500]] as const
) {
  const count = Math.round(wanted * amount);
  const title = `${file} -c gives what the real one gives for its language: ${count} lines`;
  test(`${title} (seed ${seed})`, { timeout: 3_600_000 }, () => {
    const random = generator(seed + wanted);
    compareLines(file, count, () => grammarLine(random, shell));
  });
}

test("what real packages ask is answered", () => {
  for (
    const text of [
      "command -v ls 2>/dev/null && { echo >&1 ls; exit 0; }",
      "command -v nope-zz 2>/dev/null && { echo >&1 nope-zz; exit 0; }",
      "( cat /var/lib/dbus/machine-id /etc/machine-id 2> /dev/null || hostname ) | head -n 1 || :",
      "echo $SHELL",
      "echo $LANG",
    ]
  ) {
    const env = { ...clean, SHELL: "/bin/bash" };
    assert.equal(compare("/bin/sh", ["-c", text], { env }).kind, "answered", text);
  }
});

test("a command is named by the entry of PATH that holds it", () => {
  for (const file of ["/bin/sh", "/bin/bash"]) {
    for (const PATH of [":/bin", ".:/bin", "../bin:/bin", "/bin/.:/bin", "/bin/:/x", "//bin"]) {
      for (const text of ["command -v ls", "type ls"]) {
        const around = { env: { PATH }, cwd: "/usr/bin" };
        assert.equal(compare(file, ["-c", text], around).kind, "answered", `${file} ${PATH}`);
      }
    }
  }
});

test("a command that is not reached does not matter", () => {
  for (const text of ["uname || cat /proc/self/environ", "false && env; uname"]) {
    assert.equal(compare("/bin/sh", ["-c", text], { env: clean }).kind, "answered");
  }
});

test("scripts, interactive shells and further arguments pass", () => {
  for (const args of [[], ["-c"], ["-c", "uname", "x"], ["-ec", "uname"], ["script"]]) {
    assert.equal(ask("/bin/sh", args, { env: clean }).kind, "passed");
  }
});

test("bash passes where its environment speaks to it", () => {
  for (const env of [{ BASH_ENV: "/x" }, { LC_ALL: "de_DE.UTF-8" }, { SHELLOPTS: "xtrace" }]) {
    assert.equal(ask("bash", ["-c", "uname"], { env: { ...clean, ...env } }).kind, "passed");
  }
});
