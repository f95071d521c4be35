// SPDX-License-Identifier: Apache-2.0

/** A thread that sleeps where no signal wakes it. @module */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { changeProfile } from "../../../apparmor/change_profile.ts";
import { AppArmorError } from "../../../apparmor/error.ts";
import type { Cases } from "../case.ts";
import { labels, labelsOfThreads } from "../support/labels.ts";

const fifo = "/tmp/monkeys-fifo";
const signal = "/tmp/monkeys-asleep";
let worker: Worker;

/** A worker asleep; somebody wakes it some seconds later. */
async function fallAsleep(seconds: number): Promise<number> {
  spawnSync("sh", ["-c", `rm -f ${fifo} ${signal}; mkfifo ${fifo}`]);
  // before: glibc 2.41 lets no other thread fork while one is in posix_spawn(3)
  const wait = `until [ -e ${signal} ]; do sleep 0.1; done; sleep ${seconds}; : >${fifo}`;
  spawn("sh", ["-c", wait], { stdio: "ignore" });
  worker = new Worker(new URL("../support/asleep.ts", import.meta.url), { workerData: fifo });
  const [thread] = await once(worker, "message") as [number];
  const state = () => /\) (.)/.exec(readFileSync(`/proc/self/task/${thread}/stat`, "utf8"))?.[1];
  // it may wait for the kernel for a moment on its way there as well
  for (let patience = 3000, seen = 0; seen < 10; seen = state() === "D" ? seen + 1 : 0) {
    assert.ok(patience-- > 0, "The worker does not sleep");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  writeFileSync(signal, "");
  return thread;
}

async function awake(): Promise<void> {
  const [failed] = await once(worker, "message") as [number];
  assert.equal(failed, 0);
}

/** The cases. */
export const cases: Cases = {
  async "it is waited for, and moved with the others"() {
    await fallAsleep(2);
    const woken = awake();
    const { duration } = changeProfile("monkeys_a", { timeout: 60_000 });
    assert.ok(duration > 500, `${duration} ms`);
    assert.deepEqual(labels(), ["monkeys_a (enforce)"]);
    await woken;
    await worker.terminate();
  },
  async "when the time is up it is named, and moved when it wakes"() {
    const thread = await fallAsleep(3);
    const woken = awake();
    assert.throws(() => changeProfile("monkeys_b", { timeout: 500 }), (error) => {
      assert.ok(error instanceof AppArmorError);
      assert.equal(error.code, "ERR_TIMEOUT");
      assert.ok(error.message.includes(`thread ${thread} has not answered`), error.message);
      assert.ok(error.threads.some((each) => each.label === "monkeys_a (enforce)"));
      return true;
    });
    await woken;
    assert.equal(labelsOfThreads().get(thread), "monkeys_b (enforce)");
    changeProfile("monkeys_b", { timeout: 60_000 });
    assert.deepEqual(labels(), ["monkeys_b (enforce)"]);
    await worker.terminate();
  },
};
