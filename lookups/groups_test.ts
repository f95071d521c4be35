// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";

for (const args of [[], ["root"], ["daemon", "root"], ["-x"], ["--foo"]]) {
  test(`groups ${args.join(" ")} is answered as the command does`, () => {
    assert.equal(compare("groups", args).kind, "answered");
  });
}

test("groups takes no option behind -- for one of id", () => {
  for (const name of ["--no-such", "-u"]) {
    assert.equal(ask("groups", ["--", name]).kind, "passed");
    compare("groups", ["--", "root", name]);
  }
});

test("groups of a user that is not in the files passes, or is the command's own", () => {
  compare("groups", ["no-such-user"]);
});
