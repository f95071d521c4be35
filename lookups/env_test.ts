// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { patch } from "../patches/mod.ts";
import { ask, compare } from "../tests/support/differential.ts";

after(() => patch({ files: "system" }));

const env = { HOME: "/root", LC_ALL: "C.UTF-8", PATH: "/usr/bin:/bin", TERM: "dumb" };

const answered = [
  [],
  ["-0"],
  ["-i"],
  ["-"],
  ["-i", "A=1", "B=x y"],
  ["-", "SECRET=1", "SECRET=2"],
  ["TERM=vt100", "SECRET=1"],
  ["-u", "TERM", "--unset=HOME"],
  ["-u", "A=B"],
  ["-u", ""],
  ["uname", "-s"],
  ["A=1", "uname", "-x"],
  ["LC_ALL=C", "uname", "extra"],
  ["-i", "uname"],
  ["-i", "A=1", "printenv", "PATH"],
  ["-u", "HOME", "printenv", "HOME"],
  ["HOME=/x", "printenv", "HOME", "TERM"],
  ["env", "-u", "TERM", "env", "A=1"],
  ["-C", "/usr", "pwd", "-P"],
  ["-C", "/usr/../etc", "readlink", "-f", "."],
  ["--chdir=/none", "uname"],
  ["-C", "/etc/passwd/x", "uname"],
  ["-C", "/etc/passwd", "uname"],
  ["-C", "", "uname"],
  ["-C", "/"],
  ["-0", "uname"],
  ["nosuchcommand", "x"],
  ["-i", "nosuchcommand"],
  ["no such command"],
  ["A=1", "/usr/bin/nosuchcommand"],
  ["-x"],
  ["-ix"],
  ["--foo"],
  ["--i"],
  ["--u"],
  ["-u"],
  ["--null=1"],
  ["-i uname"],
  ["-S", "-i A=1"],
  ["-S-u TERM uname -s", "-m"],
  ["-u", "HOME", "-S", "-i 'B=x  y'\\_\"C=\\_\"", "D=\\n"],
  ["-S", "printf '%s|' a\\tb \"\" '' x${HOME}y ${LANG} # no", "z"],
  ["-S", "echo a\\c b", "d"],
  ["-S", "a'b"],
  ["-S", "a\\"],
  ["-S", "a\\q"],
  ["-S", '"\\c"'],
  ["-S", "$HOME"],
  ["--split-string=uname -s"],
  ["-iS", "A=1 env"],
  ["-S", "-S 'uname -s'"],
];

for (const args of answered) {
  test(`env ${JSON.stringify(args)} is answered as the command does`, () => {
    assert.equal(compare("env", args, { env }).kind, "answered");
  });
}

test("variables that may be secret pass, unless env itself set them", () => {
  const secret = { ...env, SECRET: "x" };
  for (const args of [[], ["-u", "HOME"], ["-S", "${SECRET}"], ["printenv", "SECRET"]]) {
    assert.equal(ask("env", args, { env: secret }).kind, "passed", args.join(" "));
  }
  for (const args of [["-u", "SECRET"], ["-i"], ["SECRET=y"], ["uname"]]) {
    assert.equal(compare("env", args, { env: secret }).kind, "answered", args.join(" "));
  }
});

test("commands that are not answered, signals, and other loaders pass", () => {
  for (
    const args of [
      ["ls"],
      ["sh", "-c", "true"],
      ["cat", "/etc/shadow"],
      ["LD_PRELOAD=/x.so", "uname"],
      ["-v", "uname"],
      ["--ignore-signal=PIPE", "uname"],
      ["--list-signal-handling", "uname"],
      ["PATH=/opt/own", "/opt/own/uname"],
      ["=x"],
      ["/etc/passwd"],
      ["--help"],
    ]
  ) {
    assert.equal(ask("env", args, { env }).kind, "passed", args.join(" "));
  }
});

test("argv0 is an option of newer versions", () => {
  for (
    const args of [["-a", "other", "uname", "x"], ["--argv0=other", "uname", "x"], ["-a", "x"]]
  ) {
    assert.equal(compare("env", args, { env }).kind, "answered");
  }
});

test("every variable is listed in the order of the child where the program opted in", () => {
  patch({ files: "all" });
  const all = { ZED: "1", ...env, SECRET: "x\ny", ABE: "é" };
  for (const args of [[], ["-0"], ["ZED=2"], ["-u", "ZED", "ZED=2", "NEW=1"]]) {
    assert.equal(compare("env", args, { env: all }).kind, "answered");
  }
  assert.equal(compare("env", [], {}).kind, "answered");
  patch({ files: "system" });
});

test("lines of shells may use both where a shell adds nothing to what they see", () => {
  const around = { env };
  for (const shell of ["/bin/sh", "/bin/bash"]) {
    for (const line of ["env A=1 uname -s", "printenv HOME", "A=1 env printenv HOME && echo $?"]) {
      assert.equal(compare(shell, ["-c", line], around).kind, "answered", `${shell} ${line}`);
    }
    for (
      const line of ["env", "printenv", "printenv PWD", "printenv _", "env A=1", "env printenv"]
    ) {
      assert.equal(ask(shell, ["-c", line], around).kind, "passed", `${shell} ${line}`);
    }
  }
});
