// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { compare } from "../tests/support/differential.ts";

for (const args of [[], ["a"], ["-x"], ["--hel"], ["--", "--help"], ["--help", "--version"]]) {
  test(`true ${args.join(" ")} is answered as the command does`, () => {
    assert.equal(compare("true", args, {}).kind, "answered");
  });
}

for (const option of ["--help", "--version"]) {
  test(`true ${option} passes`, () => {
    assert.notEqual(compare("true", [option], {}).kind, "answered");
  });
}
