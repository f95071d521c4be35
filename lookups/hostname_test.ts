// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";

for (const args of [[], ["-s"], ["--short"]]) {
  test(`hostname ${args.join(" ")} is answered as the command does`, () => {
    assert.equal(compare("hostname", args).kind, "answered");
  });
}

test("hostname -f may wait for a name server, and a name given would be set: both pass", () => {
  assert.equal(compare("hostname", ["-f"]).kind, "passed");
  assert.equal(ask("hostname", ["vm2"]).kind, "passed");
});
