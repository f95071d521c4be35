// SPDX-License-Identifier: Apache-2.0

/** uptime(1) of procps (src/uptime.c, library/uptime.c), where it does not count users. @module */
import { civilOf } from "./calendar.ts";
import { type OptionTable, parseOptions } from "./getopt.ts";
import type { Host } from "./host.ts";
import { latin1, printed } from "./text.ts";
import { timeZone, zoneRules } from "./time_zone.ts";
import { type Answer, type Build, type Call, type LookupEntry, Pass } from "./types.ts";

const options: OptionTable = { short: "phsV", long: [["pretty", "p"], ["since", "s"]] };

/** procps 4.0.2 rounds to a second, 4.0.4 cuts. */
const rounding: { readonly [build in Build]?: number } = {
  "debian-12": 0.5,
  "debian-13": 0,
  "ubuntu-24.04": 0,
};

function answer(call: Call, host: Host): Answer {
  const { options: given, operands, error } = parseOptions(call, options);
  const half = rounding[call.build];
  if (half === undefined) throw new Pass(`build ${call.build}`);
  const keys = given.map(({ key }) => key);
  if (keys.some((key) => key === "h" || key === "V")) throw new Pass("option -h or -V");
  // the first -s is obeyed at once, whatever follows
  if (keys.includes("s")) return printed(`${since(call, host, half)}\n`);
  if (error !== undefined || operands.length > 0) throw new Pass("usage");
  if (!keys.includes("p")) throw new Pass("users");
  return printed(`${pretty(seconds(host))}\n`);
}

function seconds(host: Host): number {
  const [, up] =
    /^(\d+\.\d+) \d+\.\d+\n$/.exec(latin1(host.read("/proc/uptime") ?? new Uint8Array())) ??
      [];
  if (up === undefined) throw new Pass("content of /proc/uptime");
  return Number(up);
}

function since(call: Call, host: Host, half: number): string {
  const microseconds = Number(host.realtimeNs() / 1000n);
  const start = Math.trunc(microseconds / 1e6 - seconds(host) + half);
  const zone = timeZone(call.env.get("TZ"), call, host);
  const { year, month, day, hour, minute, second } = civilOf(start + zone.at(start).offset);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)} ` +
    `${two(hour)}:${two(minute)}:${two(second)}`;
}

const units: readonly [name: string, seconds: number][] = [
  ["decade", 315_360_000],
  ["year", 31_536_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** How long the system has run, in words. */
export function pretty(up: number): string {
  let rest = up;
  const parts: string[] = [];
  for (const [name, size] of units) {
    // exactly one of them is counted in the next smaller ones
    const count = rest > size ? Math.floor(Math.trunc(rest) / size) : 0;
    rest -= count * size;
    const isShown = count > 0 || (name === "minute" && rest < 60);
    if (isShown) parts.push(`${count} ${name}${count === 1 ? "" : "s"}`);
  }
  return `up ${parts.join(", ")}`;
}

/** uptime(1) */
export const uptime: LookupEntry = {
  name: "uptime",
  package: "procps",
  presumed: true,
  rules: ["/etc/os-release r,", "/proc/uptime r,", "/usr/lib/os-release r,", ...zoneRules],
  summary: "-p -s",
  source: "/proc/uptime",
  answer,
};
