// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { test } from "node:test";
import { ask, compare, resultOf, run, type Surroundings } from "../tests/support/differential.ts";
import { linkedNames, linkedTree } from "../tests/support/linked_tree.ts";
import { recordedHost } from "../tests/support/recorded_host.ts";
import { getconf } from "./getconf.ts";
import { findVariable, variables } from "./getconf_variables.ts";
import { type Call, Pass } from "./types.ts";

/** What changes from one moment to the next. */
const volatile = "_AVPHYS_PAGES";

function answered(args: readonly string[], around: Surroundings = {}): void {
  const outcome = compare("getconf", args, around);
  assert.equal(outcome.kind, "answered", `${args.join(" ")}: ${JSON.stringify(outcome)}`);
}

test("getconf answers each variable as the command does, and each name without its _POSIX_", () => {
  for (const { name, source } of variables()) {
    if (name === volatile) continue;
    const path = source === "pathconf" ? ["/"] : [];
    answered([name, ...path]);
    answered([name.replace(/^_POSIX_/, ""), ...path]);
  }
});

test("getconf knows the variables of each version of the C library", () => {
  assert.deepEqual([36, 39, 41, 43].map((version) => variables(version).length), [
    320,
    320,
    322,
    355,
  ]);
  assert.equal(findVariable("PIPE_BUF", 43)?.source, "pathconf");
  assert.equal(findVariable("_POSIX_PIPE_BUF", 41)?.source, "pathconf");
  assert.equal(findVariable("_POSIX_PIPE_BUF", 43)?.source, "limit");
  assert.equal(findVariable("NPROCESSORS_ONLN", 39), undefined);
});

test("getconf tells the variables of paths, whatever these lead to", () => {
  const cwd = linkedTree();
  try {
    const paths = [...linkedNames, "", "/proc", "/sys", "/dev", "/dev/null", "x".repeat(300)];
    for (const { name } of variables().filter(({ source }) => source === "pathconf")) {
      for (const path of paths) answered([name, path], { cwd });
    }
  } finally {
    rmSync(cwd, { recursive: true });
  }
});

/** A list without what changes. */
function steady(list: string): string {
  assert.match(list, new RegExp(`^${volatile} +\\d+$`, "m"));
  return list.replace(new RegExp(`^(${volatile}) +\\d+$`, "m"), "$1");
}

for (const args of [["-a"], ["-a", "/proc"], ["-a", "/nothing"], ["-vX", "-a"]]) {
  test(`getconf ${args.join(" ")} lists every variable in the command's order`, () => {
    const outcome = ask("getconf", args);
    assert.equal(outcome.kind, "answered");
    if (outcome.kind !== "answered") return;
    const [ours, real] = [resultOf(outcome.answer), run("getconf", args)];
    assert.equal(steady(ours.stdout), steady(real.stdout));
    assert.deepEqual([ours.code, ours.stderr], [real.code, real.stderr]);
  });
}

test("getconf takes a specification for what it is, and complains as the command does", () => {
  for (
    const args of [
      [],
      ["-v"],
      ["-v", "X"],
      ["-vX"],
      ["-v", "POSIX_V6_LP64_OFF64", "ARG_MAX"],
      ["-vPOSIX_V7_ILP32_OFF32", "--", "NAME_MAX", "/"],
      ["-v", "X", "--help"],
      ["-v", "X", "-v", "X", "ARG_MAX"],
      ["--", "ARG_MAX"],
      ["--", "-a"],
      ["--"],
      ["-a", "/", "/"],
      ["NOPE"],
      ["NOPE", "/"],
      ["NOPE", "/", "/"],
      ["", ""],
      ["-x"],
      ["arg_max"],
      ["ö`'"],
      ["ARG_MAX", "/"],
      ["NAME_MAX"],
      ["PATH", "/"],
    ]
  ) {
    answered(args);
    for (const file of ["/usr/bin/getconf", "/bin/getconf"]) {
      assert.equal(compare(file, args).kind, "answered");
    }
  }
});

test("getconf passes its own texts, translated ones, and paths too long to be told", () => {
  for (const args of [["--help"], ["--version"]]) {
    assert.equal(ask("getconf", args).kind, "passed");
  }
  assert.equal(ask("getconf", ["NAME_MAX", "./".repeat(2045)]).kind, "passed");
  const env = { PATH: "/usr/bin:/bin", LC_CTYPE: "nowhere", LANG: "C.UTF-8", LANGUAGE: "de" };
  assert.equal(ask("getconf", ["NOPE"], { env }).kind, "passed");
});

test("getconf answers nothing in an unknown version, and no LINK_MAX where /sys is not there", () => {
  const host = recordedHost({}, { sysconf: () => -1n, isExecutable: () => false });
  const call = (args: string[], build = "debian-13") =>
    getconf.answer({ args, build, cwd: "/", env: new Map() } as unknown as Call, host);
  assert.throws(() => call(["LINK_MAX", "/"]), Pass);
  assert.equal(call(["ARG_MAX"])?.stdout.length, "undefined\n".length);
  assert.equal(call(["ARG_MAX"], "unknown"), undefined);
});
