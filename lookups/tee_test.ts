// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";
import { compareInputs, environment, inputs, testLines } from "../tests/support/filters.ts";

testLines("tee", [[], ["/dev/null"], ["-a", "/dev/null", "/dev/null"], ["-ip"], [
  "--output-error=exit-nopipe",
]]);

test("tee's errors are the command's, and every byte passes through it", () => {
  for (const args of [["-x"], ["--foo"], ["--a=1"]]) compareInputs("tee", args, ["a\n"]);
  const { asked, answered } = compareInputs("tee", [], Object.values(inputs));
  assert.equal(answered, asked);
  for (const shell of ["/bin/sh", "/bin/bash"]) {
    const line = "echo a | tee /dev/null | tee | wc -c; echo b | tee >/dev/null";
    assert.equal(compare(shell, ["-c", line], { env: environment("C") }).kind, "answered");
  }
});

test("files, and modes that are cut or wrong, pass", () => {
  for (const args of [["/tmp/x"], ["-"], ["/dev/stdout"], ["--output-error=x"], ["--help"]]) {
    assert.equal(ask("tee", args).kind, "passed", args.join(" "));
  }
});
