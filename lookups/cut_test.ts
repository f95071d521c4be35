// SPDX-License-Identifier: Apache-2.0
import { test } from "node:test";
import { compareInputs, environment, testGenerated, testLines } from "../tests/support/filters.ts";
import { compare } from "../tests/support/differential.ts";

testLines("cut", [
  ["-f1"],
  ["-d:", "-f1"],
  ["-d:", "-f7"],
  ["-d:", "-f2-3,5"],
  ["-d:", "-f-2,4-"],
  ["-sd:", "-f1"],
  ["-d", " ", "-f", "3"],
  ["-d", ":", "-f1,3", "--output-delimiter= - "],
  ["-d:", "-f2", "--complement"],
  ["-d", "", "-f1"],
  ["-c1"],
  ["-c", "2-4,3-6,9-"],
  ["-b1-3", "-n"],
  ["-b1-2,4,5", "--output-delimiter=|"],
  ["-c1-2,2-3", "--output-delimiter=", "--complement"],
  ["-zf1", "-da"],
]);

test("cut's errors are the command's", () => {
  const lists = [
    "",
    "0",
    "x",
    "1x",
    "1-x,2",
    "-",
    "3-1",
    "1-2-3",
    "--1",
    "0-",
    "1,,2",
    "1,",
    "2-0",
  ];
  for (const list of lists) {
    compareInputs("cut", ["-f", list], ["a\tb\n"]);
    compareInputs("cut", ["-c", list], ["a\tb\n"]);
  }
  for (
    const args of [[], ["-f1", "-c1"], ["-f1", "-f2"], ["-d:", "-c1"], ["-s", "-b1"], ["-x"], [
      "-f",
    ]]
  ) compareInputs("cut", args, ["a\n"]);
  compareInputs("cut", ["-d", "ab", "-f1"], ["a\n"]);
  compareInputs("cut", ["-d", "é", "-f1"], ["a\n"]);
  compare("cut", ["-f1", "/nonexistent"], { env: environment("C") });
});

testGenerated("cut", (pick, below) => {
  const range = () => pick(["1", "2", "3-", "-2", "2-4", "5", `${below(9)}-${below(9)}`]);
  const list = Array.from({ length: 1 + below(3) }, range).join(pick([",", " "]));
  const delimiter = pick(["-d:", "-d ", "-d,", "-da"]);
  return [
    ...pick([["-c"], ["-b"], [delimiter, "-f"], [delimiter, "-f"], ["-f"]]),
    list,
    ...pick([[], [], ["--complement"], ["--output-delimiter=<>"], ["-z"]]),
  ];
});
