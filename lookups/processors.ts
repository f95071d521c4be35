// SPDX-License-Identifier: Apache-2.0

/**
 * The processors of an x86 machine with their caches and nodes, from /sys and /proc, as lscpu(1)
 * takes them together (sys-utils/lscpu-topology.c of util-linux).
 *
 * @module
 */
import { type CpuInfo, readCpuInfo } from "./cpuinfo.ts";
import { type CpuSet, has, listSet, maskSet, membersOf } from "./cpu_set.ts";
import type { Host } from "./host.ts";
import { decode } from "./text.ts";
import { type Call, Pass } from "./types.ts";

/** One processor. */
export interface Processor {
  /** Its number. */
  readonly number: number;
  /** `core_id`, and the socket's `physical_package_id`; -1 where it is offline. */
  readonly coreId: number;
  /** Likewise. */
  readonly socketId: number;
  /** Frequencies in MHz, as C's float has them; 0 where none is told. */
  readonly mhz: { readonly current: number; readonly max: number; readonly min: number };
  /** `bogomips`; undefined where it is offline. */
  readonly bogomips: string | undefined;
}

/** One cache. */
export interface Cache {
  /** `L1d` */
  readonly name: string;
  /** Its number among those of its name. */
  readonly id: number;
  /** Its size in bytes. */
  readonly size: number;
  /** The processors that share it. */
  readonly shared: CpuSet;
}

/** A node of memory. */
export interface Node {
  /** Its number. */
  readonly number: number;
  /** Its processors. */
  readonly members: CpuSet;
}

/** All of them. */
export interface Processors extends CpuInfo {
  /** Processors that there may be, by number. */
  readonly possible: readonly Processor[];
  /** Those that there are. */
  readonly present: CpuSet;
  /** Those that work. */
  readonly online: CpuSet;
  /** Each core's processors. */
  readonly cores: readonly CpuSet[];
  /** Each socket's processors. */
  readonly sockets: readonly CpuSet[];
  /** The most processors of one core. */
  readonly threadsPerCore: number;
  /** Caches by name. */
  readonly caches: readonly Cache[];
  /** Nodes by number. */
  readonly nodes: readonly Node[];
}

const base = "/sys/devices/system/cpu";
const nodeBase = "/sys/devices/system/node";

/** The rules that reading them needs. */
export const processorRules: readonly string[] = [
  "/proc/cpuinfo r,",
  "/sys/devices/system/cpu/ r,",
  "/sys/devices/system/cpu/** r,",
  "/sys/devices/system/node/ r,",
  "/sys/devices/system/node/** r,",
];

/** Processors whose files are read: each has some twenty. */
const limits = { waiting: 512, going: 8 };

/** What is asked of processors besides their topology; what is not asked for is not read. */
export interface Wanted {
  /** The kernel's own numbers of cores and sockets. */
  readonly ids: boolean;
  /** Frequencies. */
  readonly frequencies: boolean;
  /** Sizes of caches. */
  readonly sizes: boolean;
}

/** Reads what there is; passes for more processors than the caller has time for. */
export function readProcessors(
  call: Pick<Call, "mayWait">,
  host: Host,
  wanted: Wanted,
): Processors {
  const sys = new Attributes(host);
  const possible = membersOf(listSet(sys.require(`${base}/possible`)));
  const present = listSet(sys.require(`${base}/present`));
  const online = listSet(sys.require(`${base}/online`));
  if (membersOf(online).length > (call.mayWait ? limits.waiting : limits.going)) {
    throw new Pass("too many processors");
  }
  const info = readCpuInfo(host);
  const cores: CpuSet[] = [];
  const sockets: CpuSet[] = [];
  let threadsPerCore = 0;
  const caches: ReadCache[] = [];
  const processors = possible.map((number): Processor => {
    const folder = `${base}/cpu${number}`;
    const mask = has(present, number) ? sys.read(`${folder}/topology/thread_siblings`) : undefined;
    // one that is offline tells nothing
    if (mask === undefined) {
      return { number, coreId: -1, socketId: -1, mhz: still, bogomips: undefined };
    }
    const siblings = maskSet(mask);
    threadsPerCore = Math.max(threadsPerCore, membersOf(siblings).length);
    add(siblings, cores);
    add(maskSet(sys.require(`${folder}/topology/core_siblings`)), sockets);
    readCaches(folder, number, caches, sys, wanted);
    const { bogomips, mhz } = info.speeds.get(number) ?? {};
    return {
      number,
      coreId: wanted.ids ? sys.number(`${folder}/topology/core_id`) : -1,
      socketId: wanted.ids ? sys.number(`${folder}/topology/physical_package_id`) : -1,
      mhz: wanted.frequencies ? frequencies(folder, mhz, sys) : still,
      bogomips,
    };
  });
  caches.sort((one, other) => one.name < other.name ? -1 : one.name > other.name ? 1 : 0);
  return {
    ...info,
    possible: processors,
    present,
    online,
    cores,
    sockets,
    threadsPerCore,
    caches,
    nodes: readNodes(sys, host),
  };
}

const still = { current: 0, max: 0, min: 0 };

/** Adds a set that is not there yet; sets that overlap mean another thing to each version. */
function add(set: CpuSet, sets: CpuSet[]): void {
  if (sets.includes(set)) return;
  if (set === 0n || sets.some((each) => (each & set) !== 0n)) {
    throw new Pass("processors of another topology");
  }
  sets.push(set);
}

function frequencies(folder: string, mhz: string | undefined, sys: Attributes): Processor["mhz"] {
  const read = (name: string): number | undefined => {
    const text = sys.read(`${folder}/cpufreq/${name}`);
    if (text === undefined) return undefined;
    // a driver that cannot tell says so
    if (!/^\d{1,9}$/.test(text)) throw new Pass("frequency of another form");
    return Math.fround(Math.fround(Number(text)) / 1000);
  };
  if (mhz !== undefined && !/^\d{1,6}\.\d+$/.test(mhz)) throw new Pass("frequency of another form");
  return {
    max: read("cpuinfo_max_freq") ?? 0,
    min: read("cpuinfo_min_freq") ?? 0,
    current: read("scaling_cur_freq") ?? Math.fround(Number(mhz ?? 0)),
  };
}

interface ReadCache extends Cache {
  readonly level: number;
  readonly type: string;
}

function readCaches(
  folder: string,
  processor: number,
  caches: ReadCache[],
  sys: Attributes,
  { sizes }: Wanted,
): void {
  for (let index = 0;; index++) {
    const path = `${folder}/cache/index${index}`;
    const level = sys.read(`${path}/level`);
    if (level === undefined) return;
    const type = sys.require(`${path}/type`);
    const alike = caches.filter((each) => each.type === type && `${each.level}` === level);
    const given = sys.read(`${path}/id`);
    const known = given === undefined
      ? alike.findIndex(({ shared }) => has(shared, processor))
      : undefined;
    const id = known === undefined ? Number(given) : known < 0 ? alike.length : known;
    if (alike.some((each) => each.id === id)) continue;
    if (!/^\d{1,2}$/.test(level) || !(id >= 0)) throw new Pass("cache of another form");
    const letter = type === "Data" ? "d" : type === "Instruction" ? "i" : "";
    const size = sizes ? sys.read(`${path}/size`) ?? "0K" : "0K";
    if (!/^\d{1,9}K$/.test(size)) throw new Pass("cache of another form");
    caches.push({
      level: Number(level),
      type,
      name: `L${level}${letter}`,
      id,
      size: parseInt(size, 10) * 1024,
      shared: maskSet(sys.require(`${path}/shared_cpu_map`)),
    });
  }
}

function readNodes(sys: Attributes, host: Host): Node[] {
  return (host.list(nodeBase) ?? [])
    .filter((name) => /^node\d{1,9}$/.test(name))
    .map((name) => Number(name.slice(4)))
    .sort((one, other) => one - other)
    .map((number) => ({
      number,
      members: maskSet(sys.require(`${nodeBase}/node${number}/cpumap`)),
    }));
}

/** Files of one line. */
class Attributes {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  read(path: string): string | undefined {
    const bytes = this.#host.read(path);
    return bytes && decode(bytes).replace(/\n$/, "");
  }

  require(path: string): string {
    const text = this.read(path);
    if (text === undefined) throw new Pass(`missing ${path}`);
    return text;
  }

  number(path: string): number {
    const text = this.require(path);
    if (!/^-?\d{1,9}$/.test(text)) throw new Pass(`${path} of another form`);
    return Number(text);
  }
}
