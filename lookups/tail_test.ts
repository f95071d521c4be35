// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { patch } from "../patches/mod.ts";
import { ask, compare } from "../tests/support/differential.ts";

const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
const contents = {
  empty: "",
  one: "one\n",
  open: "a\nb\nc",
  many: Array.from({ length: 30 }, (_, index) => `line ${index}\n`).join(""),
  zero: "a\0b\0\n\0c",
  blank: "\n\n\n",
};
for (const [name, content] of Object.entries(contents)) {
  writeFileSync(join(directory, name), content);
}
const names = Object.keys(contents);

before(() => patch({ files: "all" }));
after(() => {
  rmSync(directory, { recursive: true });
  patch({ files: "system" });
});

const options = [[], ["-n", "2"], ["-n0"], ["-c", "5"], ["-c0"], ["--lines=1"], ["-z"]];
const more = [["-qn1"], ["-v"], ["-zn1"], ["--bytes", "100"], ["-n", "100"], ["-x"], ["--lin=2"]];
const signed = [["-n", "+2"], ["-n+0"], ["-c", "+3"], ["-n", "+100"], ["-c+100"], ["-n", "-2"], [
  "-c+3",
  "-n0",
]];

for (const option of [...options, ...more, ...signed]) {
  test(`tail ${option.join(" ")} is answered as the command does`, () => {
    for (
      const files of [...names.map((name) => [name]), names, ["one", "missing", "open"], ["a b"]]
    ) {
      const outcome = compare("tail", [...option, ...files], { cwd: directory });
      assert.equal(outcome.kind, "answered");
    }
  });
}

test("tail -3 is taken in front of one file", () => {
  const input = new TextEncoder().encode(contents.many);
  assert.equal(compare("tail", ["-3", "many"], { cwd: directory }).kind, "answered");
  assert.equal(compare("tail", ["-3"], { cwd: directory, input }).kind, "answered");
  for (const args of [["-3", "many", "one"], ["-3", "--quiet"]]) {
    assert.equal(ask("tail", args, { cwd: directory }).kind, "passed");
  }
});

test("standard input is read where it is known", () => {
  const input = new TextEncoder().encode(contents.many);
  for (const args of [[], ["-"], ["-v"], ["-n1", "-", "one"]]) {
    assert.equal(compare("tail", args, { cwd: directory, input }).kind, "answered");
  }
  assert.equal(ask("tail", ["-", "one", "-"], { cwd: directory, input }).kind, "passed");
});

test("the options for tests are known by their names alone", () => {
  assert.equal(compare("tail", ["--="]).kind, "answered");
  assert.equal(ask("tail", ["---"]).kind, "passed");
});

test("multipliers, directories and what is no number pass", () => {
  for (
    const args of [["-n", "1k", "one"], ["."], ["-n", "x", "one"], ["-5c", "one"], [
      "-nx",
      "--nope",
    ]]
  ) {
    assert.equal(ask("tail", args, { cwd: directory }).kind, "passed", args.join(" "));
  }
});
