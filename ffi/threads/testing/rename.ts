// SPDX-License-Identifier: Apache-2.0

/** A harmless thing that every thread can do to itself: taking a name. @module */
import { type SwitchReport, switchThreads } from "../mod.ts";

/** Gives all threads a name, of at most 15 bytes, the way a profile is given by procfs. */
export function rename(name: string, path = "/proc/thread-self/comm"): SwitchReport {
  const report = switchThreads({
    operation: "file",
    command: name,
    path,
    leaf: "/comm",
    timeout: 10_000,
    anyMode: true,
  });
  if (typeof report === "string") throw new Error(`Cannot switch threads here: ${report}`);
  return report;
}
