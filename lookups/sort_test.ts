// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { patch } from "../patches/mod.ts";
import { ask, compare } from "../tests/support/differential.ts";
import { compareInputs, environment, testGenerated, testLines } from "../tests/support/filters.ts";

testLines("sort", [
  [],
  ["-r"],
  ["-n"],
  ["-nr"],
  ["-u"],
  ["-nu"],
  ["-f"],
  ["-fu"],
  ["-b"],
  ["-d"],
  ["-i"],
  ["-s"],
  ["-k2"],
  ["-t:", "-k2,3"],
  ["-t:", "-k7r", "-k1,1"],
  ["-t", " ", "-k", "2.2,3.1n"],
  ["-u", "-t,", "-k", "2,4"],
  ["-k2,2n", "-k1,1r"],
  ["-k1.2", "-s"],
  ["-bk2.1,2.3"],
  ["-k2b,3.2b", "-f"],
  ["-z"],
  ["--reverse", "--key=1,1"],
  ["-n", "-k1r"],
]);

testGenerated("sort", (pick, below) => {
  const place = () => pick(["1", "2", "3", "1.2", "2.1", "2.3", `${1 + below(4)}.${below(4)}`]);
  const letters = () => pick(["", "", "n", "r", "b", "f", "d", "nr", "bf", "i"]);
  const key = () => `-k${place()}${letters()}${below(2) ? `,${place()}${letters()}` : ""}`;
  const keys = Array.from({ length: below(3) }, key);
  return [
    ...pick([[], ["-n"], ["-r"], ["-f"], ["-b"], ["-u"], ["-s"], ["-d"], ["-ru"], ["-nb"]]),
    ...pick([[], [], ["-t:"], ["-t,"], ["-t "], ["-t/"]]),
    ...keys,
  ];
}, { rounds: 400 });

test("sort's errors are the command's", () => {
  for (const args of [["-x"], ["--foo"], ["-k"]]) compareInputs("sort", args, ["a\n"]);
  patch({ files: "all" });
  try {
    compare("sort", ["/nonexistent", "/etc/passwd"], { env: environment("C") });
    const around = { env: environment("C.UTF-8") };
    assert.equal(compare("sort", ["/etc/group", "/etc/passwd"], around).kind, "answered");
  } finally {
    patch({ files: "system" });
  }
});

test("other orders, files to write and what is no key pass", () => {
  const lines = [["-V"], ["-R"], ["-g"], ["-o", "x"], ["-c"], ["-m"], ["-k", "0"], ["-k1z"], [
    "-dn",
  ]];
  for (const args of [...lines, ["+1"], ["-t", "ab"], ["-t", ""]]) {
    assert.equal(ask("sort", args, { env: environment("C") }).kind, "passed", args.join(" "));
  }
});
