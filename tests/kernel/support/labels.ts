// SPDX-License-Identifier: Apache-2.0

/** What the kernel says each thread is confined by. @module */
import { readdirSync, readFileSync } from "node:fs";

function label(directory: string): string {
  return readFileSync(`${directory}/attr/apparmor/current`, "utf8").trim();
}

/** The calling thread's label. */
export const ownLabel = (): string => label("/proc/thread-self");

/** The labels of all threads of a process, this one if none is given, by their numbers. */
export function labelsOfThreads(process: number | "self" = "self"): Map<number, string> {
  const found = new Map<number, string>();
  for (const thread of readdirSync(`/proc/${process}/task`)) {
    try {
      found.set(Number(thread), label(`/proc/${process}/task/${thread}`));
    } catch (error) {
      // has ended; anything else is a thread whose label nobody knows
      if (!/ENOENT|ESRCH/.test(String(error))) throw error;
    }
  }
  return found;
}

/** The labels that there are in the process: one, where all threads carry the same. */
export const labels = (): string[] => [...new Set(labelsOfThreads().values())];
