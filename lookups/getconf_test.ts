// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { compare } from "../tests/support/differential.ts";
import { getconf } from "./getconf.ts";

for (const name of getconf.summary.replace("one of ", "").split(" ")) {
  test(`getconf ${name} is answered as the command does`, () => {
    assert.equal(compare("getconf", [name]).kind, "answered");
  });
}

test("getconf passes what it does not know exactly", () => {
  for (const args of [[], ["-a"], ["NAME_MAX", "/"], ["NOPE"], ["-v", "X", "ARG_MAX"]]) {
    assert.equal(compare("getconf", args).kind, "passed");
  }
});
