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

const options = [[], ["-n", "2"], ["-n0"], ["-3"], ["-c", "5"], ["-c0"], ["--lines=1"], ["-z"]];
const more = [["-qn1"], ["-v"], ["-zn1"], ["--bytes", "100"], ["-n", "100"], ["-x"], ["--lin=2"]];
const signed = [["-n", "-2"], ["-n-0"], ["-c", "-3"], ["-n", "-100"], ["-c-100"]];

for (const option of [...options, ...more, ...signed]) {
  test(`head ${option.join(" ")} is answered as the command does`, () => {
    for (
      const files of [...names.map((name) => [name]), names, ["one", "missing", "open"], ["a b"]]
    ) {
      const outcome = compare("head", [...option, ...files], { cwd: directory });
      assert.equal(outcome.kind, "answered");
    }
  });
}

test("standard input is read where it is known", () => {
  const input = new TextEncoder().encode(contents.many);
  for (const args of [[], ["-"], ["-v"], ["-n1", "-", "one"]]) {
    assert.equal(compare("head", args, { cwd: directory, input }).kind, "answered");
  }
  assert.equal(ask("head", ["-", "one", "-"], { cwd: directory, input }).kind, "passed");
});

test("messages come where the command writes them", () => {
  for (const command of ["head one missing open", "tail one missing", "realpath one '' open"]) {
    const outcome = compare("/bin/sh", ["-c", `${command} 2>&1`], { cwd: directory });
    assert.equal(outcome.kind, "answered", command);
  }
});

test("the options for tests are known by their names alone", () => {
  assert.equal(compare("head", ["--="]).kind, "answered");
  assert.equal(ask("head", ["---"]).kind, "passed");
});

test("multipliers, directories and what is no number pass", () => {
  for (
    const args of [["-n", "1k", "one"], ["."], ["-n", "x", "one"], ["-5c", "one"], [
      "-nx",
      "--nope",
    ]]
  ) {
    assert.equal(ask("head", args, { cwd: directory }).kind, "passed", args.join(" "));
  }
});
