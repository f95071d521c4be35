// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseOptions } from "./getopt.ts";
import { type Call, Pass } from "./types.ts";

const table = {
  short: "abc:d::",
  long: [["alpha", "a"], ["alter", "x", "required"], ["beta", "b"], ["best", "b"]],
} as const;

const parse = (args: string[], short: string = table.short) =>
  parseOptions({ args, env: { get: () => undefined } } as unknown as Call, { ...table, short });

test("bundled letters, an argument in the same word and in the next", () => {
  assert.deepEqual(parse(["-abcX", "-c", "Y"]).options, [
    { key: "a", value: undefined },
    { key: "b", value: undefined },
    { key: "c", value: "X" },
    { key: "c", value: "Y" },
  ]);
});

test("an optional argument stands only in the same word", () => {
  const { options, operands } = parse(["-dX", "-d", "Y"]);
  assert.deepEqual(options.map(({ value }) => value), ["X", undefined]);
  assert.deepEqual(operands, ["Y"]);
});

test("operands may stand between options, unless the table begins with +", () => {
  assert.deepEqual(parse(["x", "-a", "--", "-b"]).operands, ["x", "-b"]);
  assert.deepEqual(parse(["x", "-a"], "+ab").operands, ["x", "-a"]);
});

test("a long name may be shortened as far as it stays unique", () => {
  assert.deepEqual(parse(["--alp"]).options, [{ key: "a", value: undefined }]);
  assert.equal(
    parse(["--al"]).error,
    "option '--al' is ambiguous; possibilities: '--alpha' '--alter'",
  );
  assert.deepEqual(parse(["--be"]).options, [{ key: "b", value: undefined }]);
});

test("errors are getopt_long(3)'s", () => {
  assert.equal(parse(["-z"]).error, "invalid option -- 'z'");
  assert.equal(parse(["-c"]).error, "option requires an argument -- 'c'");
  assert.equal(parse(["--alter"]).error, "option '--alter' requires an argument");
  assert.equal(parse(["--alpha=1"]).error, "option '--alpha' doesn't allow an argument");
  assert.equal(parse(["--zeta"]).error, "unrecognized option '--zeta'");
  assert.equal(parse(["--zeta=1"]).error, "unrecognized option '--zeta=1'");
});

test("--help and --version pass: their texts grow by version", () => {
  assert.throws(() => parse(["--help"]), Pass);
  assert.throws(() => parse(["--vers"]), Pass);
});
