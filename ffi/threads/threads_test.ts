// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import process from "node:process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { place, type SwitchReport } from "./mod.ts";
import type { Holdings } from "./testing/leaks.ts";
import { mark, rename } from "./testing/rename.ts";

/** The names that tests have given; runtimes name threads that begin to run (see rename.ts). */
function namesOfThreads(): Set<string> {
  const names = new Set<string>();
  for (const thread of readdirSync("/proc/self/task")) {
    try {
      const name = readFileSync(`/proc/self/task/${thread}/comm`, "utf8").trim();
      if (name.startsWith(mark)) names.add(name);
    } catch {
      // has ended
    }
  }
  return names;
}

async function startWorkers(count: number): Promise<Worker[]> {
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL("./testing/worker.ts", import.meta.url)),
  );
  await Promise.all(workers.map((worker) => once(worker, "message")));
  return workers;
}

test("200 switches under busy workers and file reads each reach every thread and leak nothing", async () => {
  const workers = await startWorkers(4);
  let reading = true;
  let reads = 0;
  const reader = (async () => {
    while (reading) {
      assert.ok((await readFile("/proc/self/status")).length > 0);
      reads++;
    }
  })();
  rename(`${mark}first`);
  const descriptors = readdirSync("/proc/self/fd").length;
  for (let index = 0; index < 200; index++) {
    const report = rename(`${mark}all-${index}`);
    assert.equal(report.status, "ok", JSON.stringify(report));
    assert.equal(report.label, `${mark}all-${index}`);
    assert.ok(report.verified >= 4 && report.threads > report.verified);
    if (index % 20 === 0) {
      assert.deepEqual([...namesOfThreads()], [`${mark}all-${index}`]);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  reading = false;
  await reader;
  assert.ok(reads > 0);
  // other tests' and the runtime's own descriptors come and go by a few
  assert.ok(readdirSync("/proc/self/fd").length <= descriptors + 8);
  await Promise.all(workers.map((worker) => worker.terminate()));
});

test("switches asked for by four workers at once take turns and end in one label", async () => {
  const workers = await startWorkers(4);
  const answers = await Promise.all(workers.map(async (worker, index) => {
    const answer = once(worker, "message");
    worker.postMessage({ name: `${mark}w${index}`, count: 5 });
    return (await answer)[0] as SwitchReport[];
  }));
  for (const report of answers.flat()) assert.equal(report.status, "ok", JSON.stringify(report));
  const names = namesOfThreads();
  assert.equal(names.size, 1, [...names].join());
  await Promise.all(workers.map((worker) => worker.terminate()));
});

test("what the kernel refuses is refused by the dry run, with nothing changed", () => {
  rename(`${mark}before`);
  const report = rename(`${mark}after`, "/proc/thread-self/missing");
  assert.equal(report.status, "refused");
  assert.equal(report.stage, "trying");
  assert.equal(report.error, 2);
  assert.deepEqual([...namesOfThreads()], [`${mark}before`]);
});

/** Runs a program of the testing folder; what it prints. */
function run(name: string): string {
  const program = fileURLToPath(new URL(`./testing/${name}`, import.meta.url));
  const options = "Bun" in globalThis ? [] : ["run", "-A", "--quiet", "--no-check"];
  const { stdout, stderr } = spawnSync(process.execPath, [...options, program], {
    encoding: "utf8",
    timeout: 120_000,
  });
  assert.notEqual(stdout, "", stderr);
  return stdout;
}

test("a first thread that has ended, and stays listed, holds up nothing", () => {
  const report = JSON.parse(run("leaderless.ts")) as SwitchReport;
  assert.equal(report.status, "ok", JSON.stringify(report));
  assert.equal(report.verified, report.threads - 1);
});

test("1000 switches leave descriptors, mappings, children and memory where they were", () => {
  const [before, after] = JSON.parse(run("leaks.ts")) as [Holdings, Holdings];
  const { mappings, memory, ...others } = after;
  assert.deepEqual(others, {
    descriptors: before.descriptors,
    executable: before.executable,
    children: "",
  });
  // the heaps of the runtime itself breathe
  assert.ok(mappings <= before.mappings + 4, `${before.mappings} to ${mappings} mappings`);
  assert.ok(memory <= before.memory + 4096, `${before.memory} to ${memory} kB`);
});

test("without FFI and with musl's C library, nothing is placed", () => {
  assert.equal(place(undefined), "no-ffi");
  const refuse = () => assert.fail("Nothing else is called");
  const musl = {
    mmap: refuse,
    mprotect: refuse,
    memcpy: refuse,
    bsearch: refuse,
    gnu_get_libc_version: null,
  };
  assert.equal(place(musl), "not-glibc");
});
