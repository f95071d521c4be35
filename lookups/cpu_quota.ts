// SPDX-License-Identifier: Apache-2.0

/** How many processors a control group's quota comes to (gnulib lib/nproc.c since 2025). @module */
import type { Host } from "./host.ts";
import { decode } from "./text.ts";
import { Pass } from "./types.ts";

/** What is read. */
export const quotaRules: readonly string[] = [
  "/proc/*/cgroup r,",
  "/proc/*/mounts r,",
  "/sys/fs/cgroup/** r,",
];

/** SCHED_FIFO, SCHED_RR and SCHED_DEADLINE: the scheduler holds those to no quota. */
const unbound = [1, 2, 6];

/** The lowest quota of this process' control group and those above it, in whole processors. */
export function cpuQuota(host: Host): number {
  if (unbound.includes(host.schedulingPolicy())) return Infinity;
  // a child is born into the same group
  const groups = decode(host.read("/proc/self/cgroup") ?? new Uint8Array(0)).split("\n");
  let group = groups.find((line) => line.startsWith("0::/"))?.slice(3);
  const mount = group && mountPoint(host);
  if (!mount) return Infinity;
  let quota = Infinity;
  while (group && quota > 1) {
    const bytes = host.read(`${mount}${group}/cpu.max`);
    const [, time, period] = /^(\d+) (\d+)\n/.exec(decode(bytes ?? new Uint8Array(0))) ?? [];
    const processors = Number(time) / Number(period);
    if (processors < quota) quota = Math.max(1, Math.trunc(processors + 0.5));
    const slash = group.lastIndexOf("/");
    group = slash === 0 && group !== "/" ? "/" : group.slice(0, slash);
  }
  return quota;
}

function mountPoint(host: Host): string | undefined {
  const usual = "/sys/fs/cgroup";
  if (host.stat(`${usual}/cgroup.controllers`)) return usual;
  const mounts = decode(host.read("/proc/mounts") ?? new Uint8Array(0)).split("\n");
  const point = mounts.map((line) => line.split(" ")).find(([, , type]) => type === "cgroup2")?.[1];
  if (point?.includes("\\")) throw new Pass("mount point of a special name");
  return point;
}
