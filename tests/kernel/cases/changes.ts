// SPDX-License-Identifier: Apache-2.0

/** Changes of the whole process: what is proven, what is refused, and in which words. @module */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import type { Cases } from "../case.ts";
import { run } from "../support/process.ts";
import type { Outcome } from "../support/steps.ts";

const release = readFileSync("/proc/sys/kernel/osrelease", "utf8");
const hasLsmCalls = !release.startsWith("6.1.");

const asUser = ["setpriv", "--reuid=1000", "--regid=1000", "--clear-groups", "--"];

/** What one step gave, after which every thread must still carry what it carried. */
function refused(from: string | undefined, profile: string, options = {}): Outcome {
  const { outcomes: [outcome, labels] } = run(from, [
    ["changeProfile", profile, options],
    ["labels"],
  ]);
  assert.ok(outcome?.code, JSON.stringify(outcome));
  assert.deepEqual(outcome.threads, []);
  if (from !== "monkeys_no_label") {
    const label = from === undefined ? "unconfined" : `${from} (enforce)`;
    assert.deepEqual(labels?.value, from === "monkeys_no_list" ? [] : [label]);
  }
  return outcome;
}

/** The cases. */
export const cases: Cases = {
  "every thread carries the label, and those born later"() {
    const { outcomes } = run(undefined, [
      ["worker", "idle"],
      ["worker", "computing"],
      ["changeProfile", "monkeys_a"],
      ["worker", "idle"],
      ["labels"],
      ["confinement"],
      ["changeProfile", "monkeys_b"],
      ["labels"],
      ["run", "cat", "/proc/self/attr/current"],
    ]);
    const [, , change, , labels, own, again, others, child] = outcomes.map(({ value }) => value);
    const { threads, verified, passes, duration, ...rest } = change as Record<string, number>;
    const label = { label: "monkeys_a", mode: "enforce", stack: ["monkeys_a"] };
    assert.deepEqual(rest, { ...label, profile: "monkeys_a" });
    assert.ok(threads! >= 5 && passes! >= 2 && duration! > 0, JSON.stringify(change));
    assert.ok(verified! < threads! && verified! > 0);
    assert.deepEqual(labels, ["monkeys_a (enforce)"]);
    assert.deepEqual(own, label);
    assert.equal((again as { label: string }).label, "monkeys_b");
    assert.deepEqual(others, ["monkeys_b (enforce)"]);
    assert.equal(child, "monkeys_b (enforce)\n");
  },
  "a profile needs no more to be left than the abstraction gives, and nothing to be entered"() {
    const { outcomes: [, change, enabled] } = run("monkeys_leaves", [
      ["worker", "idle"],
      ["changeProfile", "monkeys_strict"],
      ["isEnabled"],
    ]);
    assert.equal(
      (change?.value as { label: string } | undefined)?.label,
      "monkeys_strict",
      `${change?.message}`,
    );
    // not "off", whatever the profile denies
    assert.notEqual(enabled?.value, false);
  },
  "a profile that is not loaded is ENOENT"() {
    const { code, message } = refused(undefined, "monkeys_missing");
    assert.equal(code, "ENOENT");
    assert.match(message!, /apparmor_parser/);
  },
  "the profile that a process is in already is EACCES without a rule"() {
    assert.equal(refused("monkeys_none", "monkeys_none").code, "EACCES");
  },
  "modes that enforce nothing are refused, with nothing changed, unless they are allowed"() {
    for (const mode of ["complain", "unconfined"]) {
      const profile = `monkeys_${mode}`;
      const { code, message } = refused(undefined, profile);
      assert.equal(code, "ERR_MODE");
      assert.match(message!, new RegExp(`mode is ${mode}`));
      const { outcomes: [change] } = run(undefined, [
        ["changeProfile", profile, { allowComplain: true }],
      ]);
      assert.equal((change?.value as { mode: string }).mode, mode);
    }
  },
  "a missing rule is named, with nothing changed"() {
    for (
      const [from, rule] of [
        ["monkeys_no_signal", "signal (send, receive) set=(rtmin+1) peer=@{profile_name},"],
        ["monkeys_no_list", "owner @{PROC}/@{pid}/task/ r,"],
        ["monkeys_no_label", "owner @{PROC}/@{pid}/task/@{tid}/attr/{apparmor/,}current r"],
      ] as const
    ) {
      const { code, message } = refused(from, "monkeys_b");
      assert.equal(code, "EACCES");
      assert.ok(message!.includes(rule), `${from}: ${message}`);
    }
  },
  "without write access to /proc the system call of Linux 6.8 does it"() {
    const { outcomes: [change] } = run("monkeys_no_proc", [["changeProfile", "monkeys_b"]]);
    if (hasLsmCalls) assert.equal((change?.value as { label: string }).label, "monkeys_b");
    else assert.equal(change?.code, "EACCES");
  },
  "without a free descriptor nothing is changed"() {
    const wrapper = ["sh", "-c", 'ulimit -n 200; exec "$@"', "sh"];
    const { outcomes } = run("monkeys_a", [
      // what the library opens once is open
      ["changeProfile", "monkeys_missing"],
      ["openAll"],
      ["changeProfile", "monkeys_b"],
    ], { wrapper });
    assert.deepEqual(outcomes.slice(1).map(({ value, code }) => value ?? code), [
      "EMFILE",
      "EMFILE",
    ]);
    assert.deepEqual(outcomes[2]?.threads, []);
  },
  "a thread with no_new_privs of its own leaves a partial change, which is told"() {
    const { outcomes } = run("monkeys_a", [
      ["worker", "no_new_privs"],
      ["changeProfile", "monkeys_b"],
      ["labels"],
    ]);
    const { code, message, threads = [] } = outcomes[1]!;
    assert.equal(code, "EPERM");
    assert.match(message!, /no_new_privs.*\n {2}thread \d+ \(/s);
    const labels = new Set(threads.map(({ label }) => label));
    assert.deepEqual(labels, new Set(["monkeys_a (enforce)", "monkeys_b (enforce)"]));
    assert.deepEqual(outcomes[2]?.value, [...labels].sort());
  },
  "or ends the process at once"() {
    const { outcomes, status } = run("monkeys_a", [
      ["worker", "no_new_privs"],
      ["changeProfile", "monkeys_b", { onPartial: "exit" }],
    ]);
    assert.equal(outcomes.length, 1);
    assert.equal(status, 126);
  },
  "under no_new_privs of the caller nothing is changed, and a stack is possible"() {
    // the caller's own dry run tells, before the others are asked
    const { outcomes: [, change, stack] } = run("monkeys_a", [
      ["setNoNewPrivileges"],
      ["changeProfile", "monkeys_b"],
      ["stackProfile", "monkeys_b"],
    ]);
    assert.equal(change?.code, "EPERM");
    assert.deepEqual(change?.threads, []);
    assert.match(change!.message!, /stackProfile\(\)/);
    const { stack: profiles, mode } = stack?.value as { stack: string[]; mode: string };
    assert.deepEqual(profiles.toSorted(), ["monkeys_a", "monkeys_b"]);
    assert.equal(mode, "enforce");
  },
  "a thread that blocks the signal is named in time, and a later call succeeds"() {
    const { outcomes: [, change, , later] } = run("monkeys_a", [
      ["worker", "blocked"],
      ["changeProfile", "monkeys_b", { timeout: 1000 }],
      ["unblock"],
      ["changeProfile", "monkeys_b", { timeout: 30_000 }],
    ]);
    assert.equal(change?.code, "ERR_TIMEOUT");
    assert.match(change!.message!, /thread \d+ has not answered/);
    assert.equal((later?.value as { label?: string })?.label, "monkeys_b", `${later?.message}`);
  },
  "where a filter withholds the system calls of Linux 6.8, or kills for them, /proc is used"() {
    for (const action of ["errno", "kill"]) {
      const { outcomes: [, change, labels, own], signal } = run("monkeys_a", [
        ["withholdLsmCalls", action],
        ["changeProfile", "monkeys_b"],
        ["labels"],
        ["confinement"],
      ]);
      assert.equal(signal, null);
      assert.equal((change?.value as { label?: string })?.label, "monkeys_b", `${change?.message}`);
      assert.deepEqual(labels?.value, ["monkeys_b (enforce)"]);
      assert.equal((own?.value as { label: string }).label, "monkeys_b");
    }
  },
  "a profile that complain mode makes up is told as what it is"() {
    const { outcomes: [strict, change, labels] } = run("monkeys_complain", [
      ["changeProfile", "monkeys_missing"],
      ["changeProfile", "monkeys_missing", { allowComplain: true }],
      ["labels"],
    ]);
    assert.equal(strict?.code, "ERR_MODE");
    const label = "monkeys_complain//null-monkeys_missing";
    const told = change?.value as { label: string; mode: string };
    assert.deepEqual([told.label, told.mode], [label, "complain"]);
    assert.deepEqual(labels?.value, [`${label} (complain)`]);
  },
  "where the kernel keeps users from leaving no confinement, it stacks, and the stack is told"() {
    const sysctl = "/proc/sys/kernel/apparmor_restrict_unprivileged_unconfined";
    if (!existsSync(sysctl)) return "this kernel does not keep them";
    writeFileSync(sysctl, "1");
    try {
      const { outcomes: [change, labels] } = run(undefined, [
        ["changeProfile", "monkeys_b"],
        ["labels"],
      ], { wrapper: ["env", "HOME=/tmp/user", ...asUser] });
      const { stack, mode } = change?.value as { stack: string[]; mode: string };
      assert.deepEqual(stack.toSorted(), ["monkeys_b", "unconfined"], `${change?.message}`);
      assert.equal(mode, "enforce");
      assert.equal((labels?.value as string[]).length, 1);
    } finally {
      writeFileSync(sysctl, "0");
    }
  },
  "in Deno a permission for the C library alone is enough"() {
    if ("Bun" in globalThis) return "Bun has no permissions";
    const scoped = [
      ...[process.execPath, "run", "--quiet", "--no-config", "--no-lock", "--no-prompt"],
      ...["--allow-ffi=/lib/x86_64-linux-gnu/libc.so.6", "--allow-read=/monkeys", "--allow-env"],
    ];
    const { outcomes: [change, labels] } = run(undefined, [
      ["changeProfile", "monkeys_b"],
      ["labels"],
    ], { runtime: scoped });
    assert.equal((change?.value as { label?: string })?.label, "monkeys_b", `${change?.message}`);
    assert.deepEqual(labels?.value, ["monkeys_b (enforce)"]);
  },
  "20 changes asked for by four workers at once take turns and end in one label"() {
    const profiles = ["monkeys_a", "monkeys_b", "monkeys_a", "monkeys_b", "monkeys_a"];
    const { outcomes: [changed, labels] } = run(undefined, [
      ["concurrently", 4, profiles],
      ["labels"],
    ]);
    assert.equal(changed?.value, 20);
    assert.equal((labels?.value as string[]).length, 1);
  },
};
