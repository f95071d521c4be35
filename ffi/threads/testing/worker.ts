// SPDX-License-Identifier: Apache-2.0

/** A worker that keeps busy, and switches all threads when it is asked to. @module */
import { parentPort } from "node:worker_threads";
import { rename } from "./rename.ts";

setInterval(() => Array.from({ length: 1000 }, (_, index) => ({ index })), 1);

parentPort!.on("message", ({ name, count }: { name: string; count: number }) => {
  const reports = Array.from({ length: count }, (_, index) => rename(`${name}-${index}`));
  parentPort!.postMessage(reports);
});
parentPort!.postMessage("ready");
