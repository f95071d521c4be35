// SPDX-License-Identifier: Apache-2.0

/** Which change which rule permits, with and without no_new_privs: what a container allows. @module */
import assert from "node:assert/strict";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Cases } from "../case.ts";
import type { Act, Attempt, Outcome } from "../support/thread.ts";

const acts = ["change", "stack", "onexec", "stack-onexec"] as const;

/** Codes in the order of `acts`. */
const table: readonly (readonly [
  from: string | undefined,
  noNewPrivileges: boolean,
  codes: string,
])[] = [
  ["monkeys_none", false, "EACCES EACCES EACCES EACCES"],
  ["monkeys_none", true, "EACCES EACCES EACCES EACCES"],
  ["monkeys_change", false, "ok EACCES ok EACCES"],
  ["monkeys_change", true, "EPERM EACCES EPERM EACCES"],
  ["monkeys_stack", false, "EACCES ok EACCES ok"],
  ["monkeys_stack", true, "EACCES ok EACCES ok"],
  ["monkeys_any", false, "ok ok ok ok"],
  ["monkeys_any", true, "EPERM ok EPERM ok"],
  [undefined, false, "ok ok ok ok"],
  [undefined, true, "ok ok ok ok"],
];

async function attempt(data: Attempt): Promise<readonly Outcome[]> {
  const url = new URL("../support/thread.ts", import.meta.url);
  const worker = new Worker(url, { workerData: data });
  const [outcomes] = await once(worker, "message") as [readonly Outcome[]];
  await worker.terminate();
  return outcomes;
}

/** All acts, with as few threads as there must be: a change that succeeds leaves the start for good. */
async function attemptAll(
  from: string | undefined,
  noNewPrivileges: boolean,
  codes: readonly string[],
): Promise<readonly Outcome[]> {
  const start = from === undefined ? {} : { from };
  const changes = acts.filter((act, index) => !act.endsWith("onexec") && codes[index] === "ok");
  const harmless = acts.filter((act) => !changes.includes(act));
  const plans: Act[][] = [[...harmless, ...changes.slice(0, 1)], changes.slice(1)];
  const found = new Map<Act, Outcome>();
  for (const plan of plans.filter(({ length }) => length > 0)) {
    const outcomes = await attempt({ ...start, noNewPrivileges, acts: plan });
    for (const [index, act] of plan.entries()) found.set(act, outcomes[index]!);
  }
  return acts.map((act) => found.get(act)!);
}

const rows = table.map(([from, noNewPrivileges, codes]) => {
  const title = `from ${from ?? "unconfined"}${noNewPrivileges ? " under no_new_privs" : ""}`;
  const run = async () => {
    const outcomes = await attemptAll(from, noNewPrivileges, codes.split(" "));
    assert.equal(outcomes.map(({ code }) => code).join(" "), codes, JSON.stringify(outcomes));
    for (const [index, { code, message = "", value }] of outcomes.entries()) {
      const isStack = acts[index]!.startsWith("stack");
      const rule = `change_profile -> ${isStack ? "&" : ""}monkeys_target,`;
      if (code === "EACCES") assert.ok(message.includes(rule), message);
      if (code === "EPERM") assert.match(message, /no_new_privs.*"change_profile -> &monkeys_/);
      if (acts[index] === "change" && value) assert.deepEqual(value, ["monkeys_target"]);
      if (acts[index] === "stack" && value) {
        assert.deepEqual(new Set(value), new Set(["monkeys_target", from ?? "unconfined"]));
      }
    }
  };
  return [title, run] as const;
});

/** The cases. */
export const cases: Cases = Object.fromEntries(rows);
