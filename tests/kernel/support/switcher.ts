// SPDX-License-Identifier: Apache-2.0

/** A worker that changes the whole process, again and again. @module */
import { parentPort, workerData } from "node:worker_threads";
import { changeProfile } from "../../../apparmor/change_profile.ts";

let changed = 0;
for (const profile of workerData as readonly string[]) {
  changeProfile(profile, { timeout: 60_000 });
  changed++;
}
parentPort!.postMessage(changed);
// a thread that ends while the threads are counted would have no label
setInterval(() => {}, 1000);
