// SPDX-License-Identifier: Apache-2.0

/** Which change which rule permits, with and without no_new_privs: what a container allows. @module */
import assert from "node:assert/strict";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Cases } from "../case.ts";
import type { Attempt } from "../support/thread.ts";

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

interface Outcome {
  readonly code: string;
  readonly message?: string;
  readonly value?: readonly string[];
}

async function attempt(data: Attempt): Promise<Outcome> {
  const url = new URL("../support/thread.ts", import.meta.url);
  const worker = new Worker(url, { workerData: data });
  const [outcome] = await once(worker, "message") as [Outcome];
  await worker.terminate();
  return outcome;
}

const rows = table.map(([from, noNewPrivileges, codes]) => {
  const title = `from ${from ?? "unconfined"}${noNewPrivileges ? " under no_new_privs" : ""}`;
  const run = async () => {
    const outcomes: Outcome[] = [];
    for (const act of acts) {
      const start = from === undefined ? {} : { from };
      outcomes.push(await attempt({ ...start, noNewPrivileges, act }));
    }
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
