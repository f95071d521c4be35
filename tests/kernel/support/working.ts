// SPDX-License-Identifier: Apache-2.0

/** A worker that computes, makes garbage and reads files, until it is ended. @module */
import { readFile } from "node:fs/promises";
import { parentPort } from "node:worker_threads";

let sum = 0;

setInterval(() => {
  const things = Array.from({ length: 5000 }, (_, index) => ({ index, name: `thing ${index}` }));
  sum += things.length;
  readFile("/etc/group").catch((error) => parentPort!.postMessage(String(error)));
}, 20);
parentPort!.postMessage(`ready with ${sum}`);
