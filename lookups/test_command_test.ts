// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { ask, compare, run } from "../tests/support/differential.ts";
import { generator, seed } from "../tests/support/random.ts";

const cwd = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
after(() => rmSync(cwd, { recursive: true }));
for (const name of ["file", "same", "old", "new", "unread", "run", "sticky"]) {
  if (name === "same") linkSync(join(cwd, "file"), join(cwd, name));
  else writeFileSync(join(cwd, name), name);
}
writeFileSync(join(cwd, "empty"), "");
mkdirSync(join(cwd, "folder"));
symlinkSync("file", join(cwd, "link"));
symlinkSync("folder", join(cwd, "way"));
symlinkSync("nowhere", join(cwd, "dangling"));
chmodSync(join(cwd, "unread"), 0o000);
chmodSync(join(cwd, "run"), 0o755);
chmodSync(join(cwd, "sticky"), 0o7644);
utimesSync(join(cwd, "old"), 1, 1);
utimesSync(join(cwd, "new"), 4e9, 4e9);

const names = "file same empty unread run sticky folder link way dangling none none/x folder/ file/"
  .split(" ").concat("way/", "link/", "", ".", "..", "/", "/dev/null", "/bin/sh");

test("files are tested as the command does, with every letter", () => {
  for (const letter of "bcdefgGhkLNOprsSuwx") {
    for (const name of names) {
      const { kind } = compare("test", [`-${letter}`, name], { cwd });
      assert.equal(kind, "answered", `-${letter} ${name}`);
    }
  }
});

test("files that were changed in the same microsecond are compared as the command does", () => {
  for (const [name, end] of [["sooner", 100], ["later", 200]] as const) {
    run("/usr/bin/touch", ["-m", "-d", `2026-01-01 00:00:00.123456${end}`, join(cwd, name)]);
    run("/usr/bin/touch", ["-a", "-d", "2026-01-01 00:00:00.123456150", join(cwd, name)]);
  }
  for (const operator of ["-nt", "-ot"]) {
    for (const files of [["sooner", "later"], ["later", "sooner"]] as const) {
      const words = [files[0], operator, files[1]];
      assert.equal(compare("test", words, { cwd }).kind, "answered");
      const { kind } = compare("/bin/sh", ["-c", `[ ${words.join(" ")} ]; echo $?`], { cwd });
      assert.equal(kind, "answered");
      const line = `[[ ${words.join(" ")} ]]; echo $?`;
      assert.equal(compare("/bin/bash", ["-c", line], { cwd }).kind, "answered");
    }
  }
  for (const name of ["sooner", "later"]) compare("test", ["-N", name], { cwd });
});

test("files are compared as the command does", () => {
  const some = ["file", "same", "old", "new", "none", "link", "folder", "."];
  for (const operator of ["-nt", "-ot", "-ef"]) {
    for (const one of some) {
      for (const other of some) {
        assert.equal(compare("test", [one, operator, other], { cwd }).kind, "answered");
      }
    }
  }
});

const lines = [
  [],
  [""],
  ["a"],
  ["--help"],
  ["-n", ""],
  ["-z", ""],
  ["-n", "a"],
  ["-z", "a"],
  ["a", "=", "a"],
  ["a", "==", "b"],
  ["a", "!=", "b"],
  ["1", "-eq", "01"],
  [" 1 ", "-ne", "+1"],
  ["-5", "-lt", "3"],
  ["99999999999999999999999", "-gt", "99999999999999999999998"],
  ["a", "-ge", "1"],
  ["", "-le", "1"],
  ["-l", "abc", "-eq", "3"],
  ["3", "-eq", "-l", "abc"],
  ["-l", "ab", "-lt", "-l", "abc"],
  ["-l", "ab", "-nt", "x"],
  ["!"],
  ["!", ""],
  ["!", "!", "a"],
  ["!", "a", "=", "b"],
  ["(", "a", ")"],
  ["(", "-n", "a", ")"],
  ["(", "a"],
  ["(", "a", "b"],
  ["(", "a", "=", "b", "c"],
  ["a", "-a", "b"],
  ["a", "-o", ""],
  ["a", "-a", "", "-o", "b"],
  ["(", "", "-o", "b", ")", "-a", "c"],
  ["a", "b"],
  ["a", "b", "c"],
  ["a", "=", "a", "b"],
  ["-q", "a"],
  ["-f"],
  ["-f", "a", "b"],
  ["a", "-a"],
  ["-t", "0"],
  ["-t", "1"],
  ["-t", "-1"],
  ["-t", "x"],
  ["-e", "-a", "file"],
];

for (const args of lines) {
  test(`test ${JSON.stringify(args)} is answered as the command does`, () => {
    for (const locale of ["C", "C.UTF-8"]) {
      const env = { PATH: "/usr/bin:/bin", LC_ALL: locale };
      assert.equal(compare("test", args, { cwd, env }).kind, "answered");
      assert.equal(compare("[", [...args, "]"], { cwd, env }).kind, "answered");
    }
  });
}

test("an order of the locale is the command's own where it knows one", () => {
  for (const args of [["a", "<", "b"], ["a", ">", "b", "-a", "c"]]) compare("test", args);
});

test("[ wants its bracket, and has options of its own", () => {
  for (const args of [[], ["a"], ["-f", "x"]]) {
    assert.equal(compare("[", args).kind, "answered");
  }
  assert.equal(compare("[", ["--version"]).kind, "passed");
});

test("what a process sees of itself, and its own terminals, pass", () => {
  for (const name of ["/proc/self/exe", "/proc/./self/exe", "/dev/stdin", "//proc/self/fd/0"]) {
    assert.equal(ask("test", ["-e", name]).kind, "passed", name);
  }
  assert.equal(ask("test", ["-t", "7"]).kind, "passed");
});

test(`any expression is the command's own, or passes (seed ${seed})`, () => {
  const random = generator(seed);
  const words = [
    ..."!!!(()))a",
    "",
    "=",
    "!=",
    "-a",
    "-o",
    "-a",
    "-o",
    "-n",
    "-z",
    "-f",
    "-e",
    "-d",
  ]
    .concat("file", "folder", "-l", "-eq", "-lt", "-nt", "-ef", "1", "2", "-x", "-b", "]", "==");
  let count = 0;
  for (let round = 0; round < 500; round++) {
    const args = Array.from({ length: random(9) }, () => words[random(words.length)]!);
    const outcome = random(2)
      ? compare("test", args, { cwd })
      : compare("[", [...args, "]"], { cwd });
    if (outcome.kind === "answered") count++;
  }
  assert.ok(count > 450, `${count} answered`);
});
