// SPDX-License-Identifier: Apache-2.0

/** Switches to and fro in a process that is at work. @module */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Worker } from "node:worker_threads";
import { changeProfile } from "../../../apparmor/change_profile.ts";
import type { Cases } from "../case.ts";
import { labelsOfThreads } from "../support/labels.ts";
import { report, times } from "../support/report.ts";
import { secret, writeSecret } from "../support/secret.ts";

const profiles = ["monkeys_denies_secret", "monkeys_denies_secret_too"] as const;
const busyWorkers = times(2, 8);
const workerFile = new URL("../support/working.ts", import.meta.url);

async function startWorker(): Promise<Worker> {
  const worker = new Worker(workerFile);
  await once(worker, "message");
  return worker;
}

/** The process' work: every kind counts what it does, and keeps what goes wrong. */
class Work {
  readonly counts: Record<string, number> = {};
  readonly errors: string[] = [];
  #isRunning = true;
  readonly #loops: Promise<void>[] = [];

  /** Does something again and again. */
  repeat(name: string, each: () => Promise<unknown>): void {
    this.counts[name] = 0;
    this.#loops.push((async () => {
      while (this.#isRunning) {
        try {
          await each();
          this.counts[name]!++;
        } catch (error) {
          this.errors.push(`${name}: ${error}`);
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      }
    })());
  }

  /** Lets what has begun come to its end. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    await Promise.all(this.#loops);
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

const switches = times(8, 200);

/** The cases. */
export const cases: Cases = {
  async [
    `${switches} switches each reach every thread while the process reads, serves and computes`
  ]() {
    writeSecret();
    const workers = await Promise.all(Array.from({ length: busyWorkers }, startWorker));
    const server = createServer((_request, response) => response.end("served"));
    await once(server.listen(0, "127.0.0.1"), "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const work = new Work();
    for (let client = 0; client < 4; client++) {
      work.repeat(`requests of client ${client}`, async () => {
        assert.equal(await (await fetch(url)).text(), "served");
      });
      work.repeat(`reads of loop ${client}`, () => readFile("/etc/group"));
    }
    work.repeat("timers", () => new Promise((resolve) => setTimeout(resolve, 5)));
    work.repeat("workers born and ended", async () => {
      await (await startWorker()).terminate();
    });
    const durations: number[] = [];
    let threads = 0;
    for (let index = 0; index < switches; index++) {
      const profile = profiles[index % 2]!;
      const change = changeProfile(profile, { timeout: 120_000 });
      durations.push(change.duration);
      threads = Math.max(threads, change.threads);
      for (const [thread, label] of labelsOfThreads()) {
        if (label !== `${profile} (enforce)`) work.errors.push(`thread ${thread} has ${label}`);
      }
      await assert.rejects(readFile(secret), /EACCES|Permission denied/);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await work.stop();
    await Promise.all(workers.map((worker) => worker.terminate()));
    server.close();
    report("switches under load", {
      switches,
      "most threads": threads,
      "median ms": Math.round(median(durations)),
      "longest ms": Math.round(Math.max(...durations)),
      "errors": work.errors.length,
      ...work.counts,
    });
    assert.deepEqual(work.errors, []);
    for (const [name, count] of Object.entries(work.counts)) assert.ok(count > 0, name);
  },
};
