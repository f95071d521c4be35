// SPDX-License-Identifier: Apache-2.0

/** A thread that does not answer in time, and does later. @module */
import assert from "node:assert/strict";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { threadLabels } from "../../../apparmor/state.ts";
import type { Cases } from "../case.ts";
import type { Busy } from "../support/busy.ts";
import { labels, labelsOfThreads, ownLabel } from "../support/labels.ts";
import { report as tell } from "../support/report.ts";
import { threadNumber } from "../support/signal_mask.ts";
import { switchTo } from "../support/switch.ts";

const label = "monkeys_denies_secret (enforce)";
const ETIMEDOUT = 110;
const isOver = new Int32Array(new SharedArrayBuffer(4));
let worker: Worker;
let blocked: number;

/** The cases. */
export const cases: Cases = {
  async "a thread that blocks the signal is named when the time is up, the others are moved"() {
    const workerData: Busy = ["blocked", isOver];
    worker = new Worker(new URL("../support/busy.ts", import.meta.url), { workerData });
    [blocked] = await once(worker, "message") as [number];
    const before = [...labelsOfThreads().keys()];
    const report = switchTo("monkeys_denies_secret", "file", { timeout: 1500 });
    const { status, error, failedThread } = report;
    assert.deepEqual([status, error, failedThread], ["timeout", ETIMEDOUT, blocked]);
    tell("threads while one has not answered yet", threadLabels());
    const after = labelsOfThreads();
    // one that is born by the caller meanwhile is where the caller is
    for (const thread of before.filter((each) => after.has(each))) {
      const stays = thread === blocked || thread === threadNumber();
      assert.equal(after.get(thread), stays ? "unconfined" : label, `thread ${thread}`);
    }
  },
  async "it is moved all the same, as soon as it lets the signal in"() {
    const over = once(worker, "message");
    Atomics.store(isOver, 0, 1);
    Atomics.notify(isOver, 0);
    await over;
    assert.equal(labelsOfThreads().get(blocked), label);
    assert.equal(ownLabel(), "unconfined");
  },
  async "and a second call ends with all threads moved"() {
    const report = switchTo("monkeys_denies_secret", "file");
    assert.equal(report.status, "ok", JSON.stringify(report));
    assert.deepEqual(labels(), [label]);
    await worker.terminate();
  },
};
