// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";
import { generator, seed } from "../tests/support/random.ts";

const env = { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: "/", LANG: "C.UTF-8" };
const cwd = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
after(() => rmSync(cwd, { recursive: true }));
for (const name of ["file", "empty", "old", "late"]) {
  writeFileSync(join(cwd, name), name === "empty" ? "" : name);
}
linkSync(join(cwd, "file"), join(cwd, "same"));
mkdirSync(join(cwd, "folder"));
symlinkSync("file", join(cwd, "link"));
symlinkSync("nowhere", join(cwd, "dangling"));
utimesSync(join(cwd, "old"), 1, 1);
utimesSync(join(cwd, "late"), 1, 1.5);

const common = [
  "[ -f file ] && echo yes || echo no",
  "[ ! -e none ] && echo none",
  'test -n "$HOME" && test -z ""; echo $?',
  'A=x; [ "$A" = x ]; echo $?',
  "[ 3 -gt 2 ] && [ -1 -le 1 ] && [ 7 -ne 8 ]",
  "[ ]",
  "test",
  "[ a ]",
  "[ ! a ]",
  "[ -d folder ] && ! [ -d file ]",
  "[ -s empty ] || [ -s file ]",
  "[ old -ot late ]; echo $?; [ late -nt old ]; echo $?; [ file -ef same ]; echo $?",
  "[ -L link ]; echo $?; [ -h file ]; echo $?; [ -e dangling ]; echo $?",
  "[ -r file ]; echo $?; [ -w none ]; echo $?; [ -x folder ]; echo $?; [ -x file ]; echo $?",
  "[ -O file ]; echo $?; [ -G file ]; echo $?; [ -k /tmp ]; echo $?; [ -u file ]; echo $?",
  "[ -c /dev/null ]; echo $?; [ -b file ]; echo $?; [ -p file ]; echo $?; [ -S file ]; echo $?",
];
const dashOnly = [
  "[ a",
  "[ a b ]",
  "uname\ntest a b c; echo $?",
  "[ x -eq 1 ]",
  "[ 99999999999999999999 -eq 1 ]",
  "[ ' 1 ' -eq 1 ]",
  "[ -t 0 ]; echo $?; [ -t 1 ]; echo $?",
  "[ -t 0 ] </dev/null; [ -t 1 ] >/dev/null",
  "[ '(' a ']'; echo $?",
  "[ '(' a ')' -o b ]; echo $?; [ a -a '' -o c ]; echo $?",
  "[ a '<' b ]; echo $?; [ b '>' é ]; echo $?",
  "[ none -nt file ]; echo $?; [ file -ot none ]; echo $?; [ none -ef none ]; echo $?",
  "[ a == a ]; echo $?",
  "test '(' a = b",
  "[ '' a ]",
];

for (const line of [...common, ...dashOnly]) {
  test(`${JSON.stringify(line)} is answered as the shells do`, () => {
    assert.equal(compare("/bin/sh", ["-c", line], { cwd, env }).kind, "answered");
    const { kind } = compare("/bin/bash", ["-c", line], { cwd, env });
    if (common.includes(line)) assert.equal(kind, "answered", "bash");
  });
}

test("a file newer than none differs by dash's version", () => {
  for (const line of ["[ file -nt none ]", "[ none -ot file ]"]) {
    assert.equal(ask("/bin/sh", ["-c", line], { cwd, env }).kind, "passed");
    assert.equal(compare("/bin/bash", ["-c", line], { cwd, env }).kind, "answered");
  }
});

test("a terminal that may be this process' own passes", () => {
  assert.equal(ask("/bin/sh", ["-c", "[ -t 5 ]"], { env }).kind, "passed");
});

test(`any expression is the shell's own, or passes (seed ${seed})`, () => {
  const random = generator(seed);
  const words = [..."!!!(()))a<>", "", "=", "!=", "-a", "-o", "-a", "-o", "-n", "-z", "-f", "-e"]
    .concat("file", "folder", "-l", "-eq", "-lt", "-nt", "-ef", "1", "2", "-x", "-b", "==", " 3");
  for (const [shell, least] of [["/bin/sh", 300], ["/bin/bash", 60]] as const) {
    let count = 0;
    for (let round = 0; round < 400; round++) {
      const some = Array.from({ length: random(8) }, () => words[random(words.length)]!);
      const args = some.map((each) => `'${each}'`).join(" ");
      const line = random(2) ? `test ${args}` : `[ ${args} ]`;
      if (compare(shell, ["-c", line], { cwd, env }).kind === "answered") count++;
    }
    assert.ok(count > least, `${count} answered by ${shell}`);
  }
});
