// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";

const PATH = "/usr/bin:/bin";

test("one category whose locale is not installed leaves all at C", () => {
  for (
    const category of [
      ..."CTYPE NUMERIC TIME COLLATE MESSAGES MONETARY PAPER NAME ADDRESS".split(" "),
      ..."TELEPHONE MEASUREMENT IDENTIFICATION".split(" "),
    ]
  ) {
    const env = { PATH, LANG: "C.UTF-8", [`LC_${category}`]: "zz_ZZ.UTF-8" };
    for (const command of ["uname", "date", "cut"]) {
      assert.equal(compare(command, ["x", "y"], { env }).kind, "answered", category);
    }
  }
});

test("a locale's language is known by its exact letters, its character set by any", () => {
  for (
    const LC_ALL of ["C.UTF-8", "C.utf8", "C.Utf-8", "c.UTF-8", "zz_ZZ.UTF-8", "zz@x", "posix"]
  ) {
    compare("uname", ["x"], { env: { PATH, LC_ALL } });
  }
  assert.equal(compare("uname", ["x"], { env: { PATH, LC_ALL: "c.utf8" } }).kind, "answered");
});

test("a name that leads to C.UTF-8 by less of it passes, as aliases and locales of one's own do", () => {
  for (const LC_ALL of ["C_DE.UTF-8", "C.UTF-8@x", "C@x", "german", "/x", "x/y", "C.utf_8"]) {
    assert.equal(ask("uname", ["x"], { env: { PATH, LC_ALL } }).kind, "passed", LC_ALL);
  }
  const env = { PATH, LOCPATH: "/nowhere", LC_ALL: "zz_ZZ" };
  assert.equal(ask("uname", ["x"], { env }).kind, "passed");
  assert.equal(compare("uname", ["x"], { env: { ...env, LC_ALL: "C" } }).kind, "answered");
});
