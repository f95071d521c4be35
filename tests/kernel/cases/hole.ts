// SPDX-License-Identifier: Apache-2.0

/** What a change of one thread leaves open, and why there is a switch of all. @module */
import assert from "node:assert/strict";
import { changeProfile } from "../../../apparmor/change_profile.ts";
import { threadLabels } from "../../../apparmor/state.ts";
import type { Cases } from "../case.ts";
import { labelsOfThreads, ownLabel } from "../support/labels.ts";
import {
  all,
  asynchronous,
  children,
  outcomes,
  type Reader,
  startReader,
  synchronous,
} from "../support/reads.ts";
import { report } from "../support/report.ts";
import { secret, warmUp, writeSecret } from "../support/secret.ts";
import { threadNumber } from "../support/signal_mask.ts";

const profile = "monkeys_denies_secret";
let worker: Reader;

/** The cases. */
export const cases: Cases = {
  async "unconfined, every way reads the file"() {
    writeSecret();
    worker = await startReader();
    await warmUp();
    for (const ways of [synchronous, asynchronous, children]) {
      assert.deepEqual(await outcomes(ways, secret), all(ways, "read"));
    }
  },
  "a change of the calling thread leaves all others unconfined"() {
    const others = new Set(labelsOfThreads().keys());
    others.delete(threadNumber());
    report("threads before a change", threadLabels());
    changeProfile(profile, { scope: "thread" });
    report("threads after a change of the calling thread alone", threadLabels());
    assert.equal(ownLabel(), `${profile} (enforce)`);
    const left = [...labelsOfThreads()].filter(([thread]) => others.has(thread));
    assert.ok(left.length >= 3);
    for (const [thread, label] of left) assert.equal(label, "unconfined", `thread ${thread}`);
  },
  async "the calling thread and its children are denied the file"() {
    assert.deepEqual(await outcomes(synchronous, secret), all(synchronous, "denied"));
    assert.deepEqual(await outcomes(children, secret), all(children, "denied"));
  },
  async "and asynchronous reads still succeed"() {
    assert.deepEqual(await outcomes(asynchronous, secret), all(asynchronous, "read"));
  },
  async "and so do all reads of a worker that was there before"() {
    const [own, others] = await worker.read(secret);
    assert.deepEqual(own, all(synchronous, "read"));
    assert.deepEqual(others, all(asynchronous, "read"));
    await worker.end();
  },
};
