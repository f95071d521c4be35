// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { compare } from "../tests/support/differential.ts";

const paths = [
  "a",
  "/a",
  "a/b",
  "/a/b/",
  "//a//b//",
  "/",
  "//",
  "///",
  "",
  ".",
  "..",
  "a.c",
  "/a/.c",
  "ü/é",
];

test("basename of one path is answered as the command does", () => {
  for (const path of paths) assert.equal(compare("basename", [path]).kind, "answered", path);
});

test("basename with options is answered as the command does", () => {
  for (
    const args of [
      paths,
      ["-z", ...paths],
      ["-a", ...paths],
      ["-s", ".c", ...paths],
      ["--suffix=b", "a/b", "b", "ab"],
      ["a/b.c", ".c"],
      ["a", "a"],
      ["a", "b", "c"],
      ["a", "-z"],
      ["--", "-z"],
      [],
      ["-x"],
      ["-s"],
      ["--zero=1"],
    ]
  ) {
    assert.equal(compare("basename", args).kind, "answered", args.join(" "));
  }
});
