// SPDX-License-Identifier: Apache-2.0

/** What a change of one thread leaves open, and why there is a switch of all. @module */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import type { Cases } from "../case.ts";
import { labels, ownLabel } from "../support/labels.ts";
import {
  all,
  asynchronous,
  children,
  outcomes,
  type Reader,
  startReader,
  synchronous,
} from "../support/reads.ts";
import { secret, warmUp, writeSecret } from "../support/secret.ts";

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
    writeFileSync("/proc/thread-self/attr/apparmor/current", `changeprofile ${profile}`);
    assert.equal(ownLabel(), `${profile} (enforce)`);
    const others = labels();
    others.splice(others.indexOf(ownLabel()), 1);
    assert.ok(others.length >= 3);
    assert.deepEqual([...new Set(others)], ["unconfined"]);
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
