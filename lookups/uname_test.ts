// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { compare } from "../tests/support/differential.ts";

const lines = [
  [],
  ["-a"],
  ["-p"],
  ["-sr"],
  ["-snrvmpio"],
  ["--mach"],
  ["-x"],
  ["--foo"],
  ["--k"],
  ["--k=1"],
  ["a", "b"],
  ["--all=1"],
];

for (const args of lines) {
  test(`uname ${args.join(" ")} is answered as the command does`, () => {
    assert.equal(compare("uname", args, {}).kind, "answered");
  });
}
