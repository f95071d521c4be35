// SPDX-License-Identifier: Apache-2.0

/** What lscpu(1) prints where nothing else is asked for (print_summary in sys-utils/lscpu.c). @module */
import { has, listOf, membersOf } from "./cpu_set.ts";
import { fixed } from "./fixed.ts";
import type { Host } from "./host.ts";
import { binarySize } from "./human_size.ts";
import { cacheNames } from "./processor_columns.ts";
import type { Processors } from "./processors.ts";
import { decodeExactly } from "./text.ts";
import { type Call, Pass } from "./types.ts";
import { utilLinuxVersion } from "./versions.ts";
import { virtualization } from "./virtualization.ts";

/** A label and what it tells. */
export type Row = readonly [label: string, value: string];

/** The lines of the summary. */
export function summaryOf(
  all: Processors,
  { inBytes, call, host }: { readonly inBytes: boolean; readonly call: Call; readonly host: Host },
): Row[] {
  const { kind } = all;
  return [
    ["Architecture:", host.uname().machine],
    ["CPU op-mode(s):", ` ${kind.flags} `.includes(" lm ") ? "32-bit, 64-bit" : "32-bit"],
    ...row("Address sizes:", kind.addressSizes),
    ["Byte Order:", "Little Endian"],
    ["CPU(s):", `${membersOf(all.present).length}`],
    ["On-line CPU(s) list:", listOf(all.online)],
    ...offline(all),
    ...row("Vendor ID:", kind.vendor),
    ...kindRows(all, call, host),
    ...virtualization(kind, call, host),
    ...caches(all, inBytes),
    ...nodes(all),
    ...vulnerabilities(host),
  ];
}

function row(label: string, value: string | undefined): Row[] {
  return value === undefined ? [] : [[label, value]];
}

function offline({ present, online }: Processors): Row[] {
  // counted, as the original counts
  return membersOf(present).length === membersOf(online).length
    ? []
    : [["Off-line CPU(s) list:", listOf(present & ~online)]];
}

function kindRows(all: Processors, call: Call, host: Host): Row[] {
  const { kind, cores, sockets } = all;
  return [
    ["Model name:", kind.modelName ?? "-"],
    ...row("CPU family:", kind.family),
    ...row("Model:", kind.model),
    ["Thread(s) per core:", `${all.threadsPerCore}`],
    [
      "Core(s) per socket:",
      `${sockets.length > 0 ? Math.floor(cores.length / sockets.length) : 0}`,
    ],
    ["Socket(s):", `${sockets.length}`],
    ...row("Stepping:", kind.stepping),
    ...row("Frequency boost:", boost(host)),
    ...frequencies(all, call),
    ...row("BogoMIPS:", bogomips(all, call)),
    ...row("Flags:", kind.flags),
  ];
}

function boost(host: Host): string | undefined {
  const bytes = host.read("/sys/devices/system/cpu/cpufreq/boost");
  const text = bytes && decodeExactly(bytes);
  if (text === undefined) return undefined;
  if (!/^[01]\n$/.test(text)) throw new Pass("cpufreq/boost of another form");
  return text === "1\n" ? "enabled" : "disabled";
}

function frequencies({ possible, present }: Processors, call: Call): Row[] {
  const known = possible.filter(({ number }) => has(present, number)).map(({ mhz }) => mhz);
  if (known.every(({ max, min }) => max === 0 && min === 0)) return [];
  let [max, current] = [0, 0];
  for (const each of known) {
    if (each.max <= 0 || each.current <= 0) continue;
    max = Math.fround(max + each.max);
    current = Math.fround(current + each.current);
  }
  const scaling = Math.fround(Math.fround(current / max) * 100);
  const lowest = known.map(({ min }) => min);
  // an offline processor has none, which later versions leave out
  const minima = utilLinuxVersion(call) < 41 ? lowest : lowest.filter((each) => each !== 0);
  return [
    ...(current > 0 ? row("CPU(s) scaling MHz:", `${fixed(scaling, 0)}%`) : []),
    ["CPU max MHz:", fixed(Math.max(...known.map((each) => each.max)), 4)],
    ["CPU min MHz:", fixed(minima.length > 0 ? Math.min(...minima) : -1, 4)],
  ];
}

/** That of the first processor; what later versions take where they differ is not certain. */
function bogomips({ possible, online }: Processors, call: Call): string | undefined {
  const given = possible.filter(({ number }) => has(online, number)).map((each) => each.bogomips);
  const [first] = given;
  if (given.some((each) => each !== first) && utilLinuxVersion(call) >= 41) {
    throw new Pass("processors of several speeds");
  }
  return first === undefined ? undefined : fixed(Math.fround(Number(first)), 2);
}

function caches({ caches }: Processors, inBytes: boolean): Row[] {
  return cacheNames(caches).flatMap((name): Row[] => {
    const instances = caches.filter((each) => each.name === name);
    const size = instances.reduce((sum, each) => sum + each.size, 0);
    if (size === 0) return [];
    const count = instances.length;
    const words = `(${count} instance${count === 1 ? "" : "s"})`;
    return [[`${name} cache:`, `${inBytes ? size : binarySize(size)} ${words}`]];
  });
}

function nodes({ nodes }: Processors): Row[] {
  if (nodes.length === 0) return [];
  return [
    ["NUMA node(s):", `${nodes.length}`],
    ...nodes.map(({ number, members }): Row => [`NUMA node${number} CPU(s):`, listOf(members)]),
  ];
}

function vulnerabilities(host: Host): Row[] {
  const folder = "/sys/devices/system/cpu/vulnerabilities";
  return (host.list(folder) ?? []).map((file): Row => {
    const bytes = host.read(`${folder}/${file}`);
    const text = bytes && decodeExactly(bytes);
    if (text === undefined || /[^\x20-\x7e]./s.test(text) || !/^[ -~]+$/.test(file)) {
      throw new Pass(`${folder}/${file} of another form`);
    }
    const told = text.replace(/\n$/, "");
    const name = file[0]!.toUpperCase() + file.slice(1).replaceAll("_", " ");
    // of the colons only the first becomes something else
    return [
      `Vulnerability ${name}:`,
      told.startsWith("Mitigation") ? `Mitigation;${told.slice(11)}`.replaceAll(":", "") : told,
    ];
  }).sort(([one], [other]) => one < other ? -1 : 1);
}
