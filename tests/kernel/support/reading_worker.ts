// SPDX-License-Identifier: Apache-2.0

/** A worker that reads what it is told to. @module */
import { parentPort } from "node:worker_threads";
import { asynchronous, outcomes, synchronous } from "./reads.ts";

parentPort!.on("message", async (path: string) => {
  parentPort!.postMessage([await outcomes(synchronous, path), await outcomes(asynchronous, path)]);
});
parentPort!.postMessage("ready");
