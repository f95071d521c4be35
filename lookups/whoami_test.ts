// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { compare } from "../tests/support/differential.ts";

for (const args of [[], ["-x"], ["--foo"], ["a"], ["--", "b"]]) {
  test(`whoami ${args.join(" ")} is answered as the command does`, () => {
    assert.equal(compare("whoami", args).kind, "answered");
  });
}
