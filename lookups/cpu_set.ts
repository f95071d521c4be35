// SPDX-License-Identifier: Apache-2.0

/** Sets of processors, as the kernel writes them: bit N of a number stands for processor N. @module */
import { Pass } from "./types.ts";

/** A set of processors. */
export type CpuSet = bigint;

/** The set of a mask in hexadecimal words: `00000000,00000003`. */
export function maskSet(text: string): CpuSet {
  if (!/^[0-9a-f]+(,[0-9a-f]{8})*$/.test(text)) throw new Pass("processor mask of another form");
  return BigInt(`0x${text.replaceAll(",", "")}`);
}

/** The set of a list: `0-3,8`; an empty list is an empty set. */
export function listSet(text: string): CpuSet {
  let set = 0n;
  if (text === "") return set;
  for (const range of text.split(",")) {
    const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(range) ?? [];
    if (first === undefined) throw new Pass("processor list of another form");
    for (let each = Number(first); each <= Number(last); each++) set |= 1n << BigInt(each);
  }
  return set;
}

/** Whether a processor is in a set. */
export function has(set: CpuSet, processor: number): boolean {
  return (set >> BigInt(processor) & 1n) === 1n;
}

/** The processors of a set, in order. */
export function membersOf(set: CpuSet): number[] {
  const members: number[] = [];
  for (let rest = set, each = 0; rest > 0n; rest >>= 1n, each++) {
    if ((rest & 1n) === 1n) members.push(each);
  }
  return members;
}

/** A set as util-linux lists it: two neighbours are no range (cpulist_create in lib/cpuset.c). */
export function listOf(set: CpuSet): string {
  const members = membersOf(set);
  const words: string[] = [];
  for (let at = 0; at < members.length; at++) {
    const first = members[at]!;
    let run = 0;
    while (members[at + run + 1] === first + run + 1) run++;
    words.push(run > 1 ? `${first}-${first + run}` : `${first}`);
    if (run > 1) at += run;
  }
  return words.join(",");
}
