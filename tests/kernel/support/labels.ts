// SPDX-License-Identifier: Apache-2.0

/** What the kernel says each thread is confined by. @module */
import { readdirSync, readFileSync } from "node:fs";

const label = (directory: string) =>
  readFileSync(`${directory}/attr/apparmor/current`, "utf8").trim();

/** The calling thread's label. */
export const ownLabel = (): string => label("/proc/thread-self");

/** The labels of all threads of the process. */
export function labels(): string[] {
  const found: string[] = [];
  for (const thread of readdirSync("/proc/self/task")) {
    try {
      found.push(label(`/proc/self/task/${thread}`));
    } catch (error) {
      // has ended; anything else is a thread whose label nobody knows
      if (!/ENOENT|ESRCH/.test(String(error))) throw error;
    }
  }
  return found;
}
