// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";
import { recordedHost } from "../tests/support/recorded_host.ts";
import { nothing } from "./text.ts";
import { tty } from "./tty.ts";
import { type Call, type Input, Pass } from "./types.ts";

for (
  const args of [
    [],
    ["-s"],
    ["--silent"],
    ["--quiet"],
    ["-ss"],
    ["--s", "--"],
    ["-x"],
    ["--foo"],
    ["extra"],
    ["--quiet=1"],
  ]
) {
  test(`tty ${args.join(" ")} is answered as the command does`, () => {
    assert.equal(compare("tty", args).kind, "answered");
  });
}

test("a standard input that may be a terminal, and --version, pass", () => {
  const call = (input: Input) => ({ args: [], env: { get: () => "C" }, input }) as unknown as Call;
  assert.throws(() => tty.answer(call({ kind: "inherit" }), recordedHost({})), Pass);
  assert.equal(tty.answer(call({ kind: "stream" }), recordedHost({}))?.code, 1);
  assert.equal(tty.answer(call({ kind: "bytes", bytes: nothing }), recordedHost({}))?.code, 1);
  assert.equal(ask("tty", ["--version"]).kind, "passed");
});
