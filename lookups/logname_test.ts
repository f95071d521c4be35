// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";
import { type RecordedFile, recordedHost } from "../tests/support/recorded_host.ts";
import { logname } from "./logname.ts";
import { decode } from "./text.ts";
import { type Call, type Input, Pass } from "./types.ts";

for (const args of [[], ["--"], ["x"], ["-x"], ["--foo"]]) {
  test(`logname ${args.join(" ")} is answered as the command does`, () => {
    assert.equal(compare("logname", args).kind, "answered");
  });
}

const told = (
  loginId: RecordedFile | undefined,
  input: Input["kind"] = "null",
  nsswitch = "passwd: files\n",
) => {
  const call = { argv0: "logname", args: [], build: "debian-13", env: { get: () => "C" } };
  const answer = logname.answer(
    { ...call, input: { kind: input } } as unknown as Call,
    recordedHost({
      ...(loginId === undefined ? {} : { "/proc/self/loginuid": loginId }),
      "/etc/nsswitch.conf": nsswitch,
      "/etc/passwd": "root:x:0:0::/:/bin/sh\nuser:x:1000:1000::/:/bin/sh\n",
    }),
  );
  return answer && decode(answer.stdout) + decode(answer.stderr);
};

test("the kernel tells who logged in", () => {
  assert.equal(told("1000"), "user\n");
  assert.equal(told("0", "inherit"), "root\n");
  assert.equal(told("4294967295", "inherit"), "logname: no login name\n");
});

test("where it does not, the terminal of standard input would be asked", () => {
  assert.equal(told(undefined), "logname: no login name\n");
  assert.equal(told("5"), "logname: no login name\n");
  assert.throws(() => told(undefined, "inherit"), Pass);
  assert.throws(() => told("5", "null", "passwd: files sss\n"), Pass);
});

test("a denied read and --help pass", () => {
  assert.throws(() => told({ denied: true }), Pass);
  assert.equal(ask("logname", ["--help"]).kind, "passed");
});
