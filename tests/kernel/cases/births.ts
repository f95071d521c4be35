// SPDX-License-Identifier: Apache-2.0

/** Threads that are born while the process is switched, into a profile that allows no switch. @module */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import type { Cases } from "../case.ts";
import { all, asynchronous, outcomes, startReader, synchronous } from "../support/reads.ts";
import { secret, writeSecret } from "../support/secret.ts";
import { switchTo } from "../support/switch.ts";

const born = new URL("../support/reading_worker.ts", import.meta.url);

/** The cases. */
export const cases: Cases = {
  async "eight workers in the middle of their birth are moved with the others"() {
    writeSecret();
    const workers = Array.from({ length: 8 }, () => new Worker(born));
    const reads = Array.from({ length: 60 }, () => readFile("/etc/passwd"));
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
    const report = switchTo("monkeys_enters", "file");
    assert.equal(report.status, "ok", JSON.stringify(report));
    await Promise.all(reads);
    for (const worker of workers) {
      const answer = new Promise((resolve) => {
        worker.on("message", (each) => Array.isArray(each) && resolve(each));
      });
      worker.postMessage(secret);
      const denied = [all(synchronous, "denied"), all(asynchronous, "denied")];
      assert.deepEqual(await answer, denied);
    }
    await Promise.all(workers.map((worker) => worker.terminate()));
  },
  async "and so is what is born then"() {
    const worker = await startReader();
    assert.deepEqual(await outcomes(asynchronous, secret), all(asynchronous, "denied"));
    assert.deepEqual((await worker.read(secret))[1], all(asynchronous, "denied"));
    await worker.end();
  },
};
