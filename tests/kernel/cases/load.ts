// SPDX-License-Identifier: Apache-2.0

/** Switches to and fro in a process that is at work. @module */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Worker } from "node:worker_threads";
import type { Cases } from "../case.ts";
import type { Busy } from "../support/busy.ts";
import { labels } from "../support/labels.ts";
import { secret, writeSecret } from "../support/secret.ts";
import { switchTo } from "../support/switch.ts";

const profiles = ["monkeys_denies_secret", "monkeys_denies_secret_too"] as const;

async function startBusy(count: number): Promise<Worker[]> {
  const url = new URL("../support/busy.ts", import.meta.url);
  const workerData: Busy = ["computing"];
  const workers = Array.from({ length: count }, () => new Worker(url, { workerData }));
  await Promise.all(workers.map((worker) => once(worker, "message")));
  return workers;
}

/** The cases. */
export const cases: Cases = {
  async "12 switches each reach every thread while the process reads, serves and computes"() {
    writeSecret();
    const workers = await startBusy(2);
    const server = createServer((_request, response) => response.end("served")).listen(0);
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    let isRunning = true;
    const work = async (each: () => Promise<unknown>) => {
      let count = 0;
      for (; isRunning; count++) await each();
      return count;
    };
    const counts = [
      work(async () => assert.ok((await readFile("/proc/self/status")).length > 0)),
      work(async () => assert.equal(await (await fetch(url)).text(), "served")),
    ];
    for (let index = 0; index < 12; index++) {
      const profile = profiles[index % 2]!;
      const report = switchTo(profile, "file");
      assert.equal(report.status, "ok", JSON.stringify(report));
      assert.deepEqual(labels(), [`${profile} (enforce)`]);
      await assert.rejects(readFile(secret), /EACCES|Permission denied/);
    }
    isRunning = false;
    for (const count of await Promise.all(counts)) assert.ok(count > 0);
    await Promise.all(workers.map((worker) => worker.terminate()));
    server.close();
  },
};
