// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";
import { environmentOf } from "../patches/environment.ts";
import { decide } from "../patches/decide.ts";
import type { Outcome } from "../patches/invocation.ts";
import { state } from "../patches/state.ts";

/** Asks as a patched API does whose event loop waits, or whose caller does. */
function ask(file: string, args: readonly string[], synchronous = false) {
  state.enabled = true;
  return decide({
    api: "test",
    file,
    args,
    argv0IsPath: true,
    cwd: "/",
    env: environmentOf({ PATH: "/usr/bin:/bin", LC_ALL: "C" }),
    input: { kind: "null" },
    stdout: "pipe",
    stderr: "pipe",
    synchronous,
  });
}

/** Why a call passed. */
function reasonOf(outcome: Outcome): string {
  return outcome.kind === "passed" ? outcome.reason : outcome.kind;
}

/** Some that took up to 9 s, of which an exec takes as many. */
const costly: readonly (readonly [file: string, ...args: string[]])[] = [
  ["id", ...Array<string>(10_000).fill("root")],
  ["realpath", "-m", "../a/".repeat(20_000)],
  ["which", ...Array<string>(20_000).fill("ls")],
  ["stat", "-c", "%n".repeat(50_000), "/etc/hostname"],
  ["date", `+${"%c".repeat(30_000)}`],
  ["sed", "s/a/b/;".repeat(10_000)],
  ["/bin/sh", "-c", ":;".repeat(50_000)],
];

test("arguments that take long to go through are not gone through while an event loop waits", () => {
  for (const [file, ...args] of costly) {
    assert.equal(reasonOf(ask(file, args)), "long arguments", file);
  }
  assert.equal(ask("basename", ["-a", ...Array<string>(900).fill("/a")]).kind, "answered");
  assert.equal(ask("which", costly[2]!.slice(1, 5000), true).kind, "answered");
});

test("users and fractions are few while an event loop waits", () => {
  const users = (count: number) => Array<string>(count).fill("root");
  assert.equal(ask("id", users(20)).kind, "answered");
  assert.equal(reasonOf(ask("id", users(900))), "many users");
  assert.equal(ask("id", users(50), true).kind, "answered");
  assert.equal(ask("seq", ["1e3"]).kind, "answered");
  assert.equal(reasonOf(ask("seq", ["3e4"])), "too many numbers");
  assert.equal(ask("seq", ["3e4"], true).kind, "answered");
});

test("what is nested too deep is no fault", () => {
  for (
    const [file, ...args] of [
      ["find", "/sys/class", ...Array<string>(10_000).fill("("), "-true"],
      ["find", "/sys/class", ...Array<string>(10_000).fill("!"), "-true"],
      ["find", "/sys/class", "-true", ...Array<string[]>(5_000).fill(["-o", "-true"]).flat()],
      ["/bin/sh", "-c", `${"{ ".repeat(5_000)}:${"; }".repeat(5_000)}`],
      ["/bin/bash", "-c", `${"f() ".repeat(7_000)}:`],
    ] as const
  ) {
    const reason = reasonOf(ask(file, args, true));
    assert.match(reason, /^(long expression|shell (depth|syntax))$/, args.slice(0, 3).join(" "));
  }
});
