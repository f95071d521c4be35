// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";
import { environment } from "../tests/support/filters.ts";

for (
  const args of [
    ...[["0"], ["0s"], ["0", "0.0m"], [".0h"], ["0.d"], ["+0"], [" 0"], ["0e5"], ["00"], [
      "--",
      "0",
    ]],
    ...[["--"], [], ["x"], ["1x"], ["1ss"], ["0mm"], ["x", "1", "y"], ["0", "-x"], ["-0"], ["1e"]],
    ...[["--foo"], ["1dd", "seven"], ["0z"]],
  ]
) {
  test(`sleep ${JSON.stringify(args)} is answered as the command does`, () => {
    for (const locale of ["C", "C.UTF-8"]) {
      assert.equal(compare("sleep", args, { env: environment(locale) }).kind, "answered");
    }
  });
}

test("waiting, and numbers of other forms, pass", () => {
  for (
    const args of [["1"], ["0", "5m"], ["0.1"], ["1e3"], ["inf"], ["nan"], ["0x0"], ["0xd"], [""]]
  ) {
    assert.equal(ask("sleep", args).kind, "passed", args.join(" "));
  }
});
