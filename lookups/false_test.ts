// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { compare } from "../tests/support/differential.ts";

for (const args of [[], ["a"], ["-x"], ["--hel"], ["--", "--help"], ["--help", "--version"]]) {
  test(`false ${args.join(" ")} is answered as the command does`, () => {
    assert.equal(compare("false", args, {}).kind, "answered");
  });
}

for (const option of ["--help", "--version"]) {
  test(`false ${option} passes`, () => {
    assert.notEqual(compare("false", [option], {}).kind, "answered");
  });
}
