// SPDX-License-Identifier: Apache-2.0

/** The audit log, as the kernel's own messages have it. @module */
import { spawnSync } from "node:child_process";

/** What the kernel has denied so far; each line is its own. */
export function denials(): string[] {
  const { stdout } = spawnSync("dmesg", { encoding: "utf8", maxBuffer: 1 << 26 });
  return stdout.split("\n").filter((line) => line.includes('apparmor="DENIED"'));
}
