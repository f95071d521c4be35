// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { compare } from "../tests/support/differential.ts";

for (
  const args of [
    [],
    ["a", "b"],
    ["-n", "a"],
    ["-ne", "a\\tb\\n"],
    ["-e", "\\101\\0101\\x41\\x4g\\8\\q\\\\n"],
    ["-e", "one\\ctwo", "three"],
    ["-e", "\\0", "\\0777", "\\777", "\\1234", "\\x", "\\"],
    ["-E", "a\\tb"],
    ["-eE", "\\t"],
    ["-nx", "a"],
    ["--", "a"],
    ["-e", "ü\\x80\\c"],
    ["--help", "x"],
    ["-e", "\\a\\b\\e\\f\\r\\v\\\\c"],
  ]
) {
  test(`/bin/echo ${JSON.stringify(args)} is answered as the command does`, () => {
    assert.equal(compare("/bin/echo", args).kind, "answered");
  });
}
