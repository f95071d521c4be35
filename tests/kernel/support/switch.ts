// SPDX-License-Identifier: Apache-2.0

/** The native switch, asked for a change of profile by one operation and no other. @module */
import { type SwitchReport, type SwitchRequest, switchThreads } from "../../../ffi/threads/mod.ts";

/** Changes all threads, or as `more` has it. */
export function switchTo(
  profile: string,
  operation: SwitchRequest["operation"],
  more: Partial<SwitchRequest> = {},
): SwitchReport {
  const report = switchThreads({
    operation,
    command: `changeprofile ${profile}`,
    path: "/proc/thread-self/attr/apparmor/current",
    leaf: "/attr/apparmor/current",
    timeout: 30_000,
    ...more,
  });
  if (typeof report === "string") throw new Error(`Cannot switch threads here: ${report}`);
  return report;
}
