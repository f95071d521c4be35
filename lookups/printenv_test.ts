// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { patch } from "../patches/mod.ts";
import { ask, compare } from "../tests/support/differential.ts";

after(() => patch({ files: "system" }));

const base = { PATH: "/usr/bin:/bin", HOME: "/root", LC_ALL: "C.UTF-8", TERM: "dumb" };

for (
  const args of [
    ["HOME"],
    ["HOME", "PATH"],
    ["HOME", "SHELL"],
    ["LANG"],
    ["a=b"],
    ["HOME=x", "HOME"],
    ["-0", "HOME", "TERM"],
    ["--null", "HOME"],
    ["--nu", "--", "HOME"],
    ["HOME", "-0"],
    [],
    ["-0"],
    ["-i"],
    ["-u", "HOME"],
    ["-0i"],
    ["-x"],
    ["--foo"],
    ["--null=1"],
  ]
) {
  test(`printenv ${args.join(" ")} is answered as the command does`, () => {
    const { kind } = compare("printenv", args, { env: base });
    assert.equal(kind, args.join(" ") === "HOME -0" ? "passed" : "answered");
  });
}

test("what may be secret passes, set or not", () => {
  const env = { ...base, AWS_SECRET: "x" };
  for (const args of [["AWS_SECRET"], ["NO_SUCH_NAME"], ["HOME", "AWS_SECRET"], []]) {
    assert.equal(ask("printenv", args, { env }).kind, "passed", args.join(" "));
  }
});

test("every variable is answered where the program opted in", () => {
  patch({ files: "all" });
  const env = { ...base, AWS_SECRET: "é\nx", EMPTY: "" };
  for (const args of [["AWS_SECRET", "EMPTY", "NO_SUCH_NAME"], [""], ["HOME", "-0"]]) {
    assert.equal(compare("printenv", args, { env }).kind, "answered");
  }
  for (const around of [{}, { env: { ...env, "10": "x", ABE: "", é: "1" } }]) {
    assert.equal(compare("printenv", [], around).kind, "answered");
  }
  patch({ files: "system" });
});
