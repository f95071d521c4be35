// SPDX-License-Identifier: Apache-2.0

/**
 * A process that is switched while workers are born in it. Prints the status of the switch, and, once
 * somebody has read its labels from outside and written a line, what its reads come to.
 *
 * @module
 */
import { readFile } from "node:fs/promises";
import process from "node:process";
import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";
import { asynchronous, outcomes, startReader } from "./reads.ts";
import { secret } from "./secret.ts";
import { switchTo } from "./switch.ts";

const born = new URL("./reading_worker.ts", import.meta.url);
const workers = Array.from({ length: 8 }, () => new Worker(born));
const reads = Array.from({ length: 60 }, () => readFile("/etc/passwd"));
const told = workers.map((worker) => new Promise((resolve) => worker.once("message", resolve)));
await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
const { status } = switchTo("monkeys_enters", "file");
await Promise.all([...reads, ...told]);
const late = await startReader();
console.log(status);
createInterface({ input: process.stdin }).once("line", async () => {
  const found = [await outcomes(asynchronous, secret), ...await late.read(secret)];
  console.log(JSON.stringify([...new Set(found.flatMap((each) => Object.values(each)))]));
  process.exit(0);
});
