// SPDX-License-Identifier: Apache-2.0

/** A harmless thing that every thread can do to itself: taking a name. @module */
import { readFileSync } from "node:fs";
import { type SwitchReport, switchThreads } from "../mod.ts";

/** What all names begin with that tests give. */
export const mark = "aa-";

/**
 * Gives all threads a name that begins with the mark, of at most 15 bytes, the way a profile is
 * given by procfs.
 *
 * Runtimes name a thread when it begins to run, over the name that it may have been given at its
 * birth: no label can go that way. Such a mismatch, and no other, is tried again.
 */
export function rename(name: string, path = "/proc/thread-self/comm"): SwitchReport {
  for (;;) {
    const report = switchThreads({
      operation: "file",
      command: name,
      path,
      leaf: "/comm",
      timeout: 10_000,
      anyMode: true,
    });
    if (typeof report === "string") throw new Error(`Cannot switch threads here: ${report}`);
    if (report.status !== "mismatch" || !hasNamedItself(report.failedThread)) return report;
  }
}

function hasNamedItself(thread: number): boolean {
  try {
    return !readFileSync(`/proc/self/task/${thread}/comm`, "utf8").startsWith(mark);
  } catch {
    // it has ended since
    return true;
  }
}
