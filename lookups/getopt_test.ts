// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseOptions, programName, usageError } from "./getopt.ts";
import { decode } from "./text.ts";
import { type Build, type Call, Pass } from "./types.ts";

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

test("of the names for the first option that is meant, only one is listed", () => {
  const possibilities = "possibilities: '--beta' '--alter' '--help' '--version'";
  const long = [["beta", "b"], ["best", "b"], ["alter", "x", "required"]] as const;
  const call = { args: ["--="], env: { get: () => undefined } } as unknown as Call;
  assert.equal(
    parseOptions(call, { short: "b", long }).error,
    `option '--=' is ambiguous; ${possibilities}`,
  );
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

test("from Debian 13 on, only what getopt_long(3) and the hint say begins with the whole path", () => {
  const stderrOf = (message: string, build: Build) => {
    const { stderr } = usageError({ argv0: "/usr/bin/x", build } as Call, message);
    return decode(stderr).split("\n").slice(0, -1);
  };
  const hint = "Try '/usr/bin/x --help' for more information.";
  for (const args of [["-z"], ["-c"], ["--alter"], ["--alpha=1"], ["--al"], ["--zeta"]]) {
    const { error } = parse(args);
    assert.deepEqual(stderrOf(error!, "debian-13"), [`/usr/bin/x: ${error}`, hint]);
    assert.deepEqual(stderrOf(error!, "debian-12"), [`/usr/bin/x: ${error}`, hint]);
  }
  assert.deepEqual(stderrOf("missing operand", "debian-13"), ["x: missing operand", hint]);
  assert.deepEqual(stderrOf("missing operand", "debian-12"), ["/usr/bin/x: missing operand", hint]);
  assert.throws(() => stderrOf("missing operand", "unknown"), Pass);
  assert.throws(() => programName({ argv0: "x", build: "unknown" } as Call), Pass);
});
