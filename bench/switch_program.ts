// SPDX-License-Identifier: Apache-2.0

/**
 * What a switch of all threads costs in the runtime that runs this, with a harmless command in place
 * of AppArmor's: each thread takes a name. Prints one line of JSON.
 *
 * @module
 */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import { Worker } from "node:worker_threads";
import { openLibc } from "../ffi/libc.ts";
import { switchThreads } from "../ffi/threads/mod.ts";

/** Milliseconds of some switches. */
export interface Times {
  /** Threads of the process, at the last. */
  readonly threads: number;
  readonly switches: number;
  readonly least: number;
  readonly median: number;
  readonly p99: number;
}

/** What the program prints. */
export interface Figures {
  readonly idle: Times;
  /** Eight busy workers, a server that is asked, files that are read, timers. */
  readonly loaded: Times & { readonly requests: number; readonly reads: number };
  /** Beside threads that only wait, ever more of them. */
  readonly waiting: readonly Times[];
}

function measure(switches: number, pause?: () => Promise<unknown>): Promise<Times> {
  return repeat(switches, pause ?? (() => Promise.resolve()));
}

async function repeat(switches: number, pause: () => Promise<unknown>): Promise<Times> {
  const times: number[] = [];
  let threads = 0;
  for (let index = 0; index < switches; index++) {
    // threads that are born take a name of the runtime's: that is told as a mismatch
    const report = switchThreads({
      operation: "file",
      command: `aa-${index}`,
      path: "/proc/thread-self/comm",
      leaf: "/comm",
      timeout: 10_000,
      anyMode: true,
    });
    if (typeof report === "string" || !["ok", "mismatch"].includes(report.status)) {
      throw new Error(`Cannot switch: ${JSON.stringify(report)}`);
    }
    times.push(report.duration);
    threads = report.threads;
    await pause();
  }
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.floor(part * (switches - 1))]!;
  return { threads, switches, least: at(0), median: at(0.5), p99: at(0.99) };
}

const pthread = openLibc({
  // int pthread_create(pthread_t *thread, const pthread_attr_t *attr, start_routine, void *arg)
  pthread_create: { parameters: ["buffer", "u64", "u64", "u64"], result: "i32" },
  // void *dlsym(void *handle, const char *symbol)
  dlsym: { parameters: ["u64", "buffer"], result: "u64" },
  // void *calloc(size_t nmemb, size_t size)
  calloc: { parameters: ["usize", "usize"], result: "u64" },
});

/** Starts threads that wait for ever: in sem_wait(3), which goes on waiting after a signal. */
function startWaiting(count: number): void {
  if (!pthread) throw new Error("Cannot open the C library");
  const start = pthread.dlsym(0n, new TextEncoder().encode("sem_wait\0"));
  for (let index = 0; index < count; index++) {
    const semaphore = BigInt(pthread.calloc(1n, 64n));
    if (pthread.pthread_create(new Uint8Array(8), 0n, BigInt(start), semaphore) !== 0) {
      throw new Error("Cannot start a thread");
    }
  }
}

async function measureLoaded(switches: number): Promise<Figures["loaded"]> {
  const file = new URL("../tests/kernel/support/working.ts", import.meta.url);
  const workers = Array.from({ length: 8 }, () => new Worker(file));
  await Promise.all(workers.map((worker) => once(worker, "message")));
  const server = createServer((_request, response) => response.end("served"));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  let isRunning = true;
  const counts = { requests: 0, reads: 0 };
  const loops = Array.from({ length: 4 }, () => [
    (async () => {
      while (isRunning) {
        if (await (await fetch(url)).text() !== "served") throw new Error("A request was lost");
        counts.requests++;
      }
    })(),
    (async () => {
      while (isRunning) counts.reads += (await readFile("/etc/passwd")).length > 0 ? 1 : 0;
    })(),
  ]).flat();
  const times = await measure(switches, () => new Promise((resolve) => setTimeout(resolve, 1)));
  isRunning = false;
  await Promise.all(loops);
  await Promise.all(workers.map((worker) => worker.terminate()));
  server.close();
  return { ...times, ...counts };
}

const idle = await measure(1000);
const loaded = await measureLoaded(1000);
const waiting: Times[] = [];
for (const count of [0, 25, 25, 50, 100, 100, 100, 100]) {
  startWaiting(count);
  await new Promise((resolve) => setTimeout(resolve, 200));
  waiting.push(await measure(100));
}
console.log(JSON.stringify({ idle, loaded, waiting } satisfies Figures));
process.exit(0);
