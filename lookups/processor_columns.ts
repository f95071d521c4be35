// SPDX-License-Identifier: Apache-2.0

/** The columns of `lscpu -p` and `lscpu -e` (sys-utils/lscpu.c of util-linux). @module */
import { type CpuSet, has } from "./cpu_set.ts";
import { fixed } from "./fixed.ts";
import type { Processor, Processors } from "./processors.ts";

/** What cells depend on. */
export interface Cells {
  /** `,` or `:` between caches. */
  readonly separator: string;
  /** Whether ids are the kernel's (-y), and not counted. */
  readonly physical: boolean;
  /** What is said of a processor that works, and of one that does not. */
  readonly words: readonly [yes: string, no: string];
}

/** One column. */
export interface Column {
  /** Its name, as it is asked for. */
  readonly name: string;
  /** Whether the name is written as it is in `-p`. */
  readonly isAbbreviation: boolean;
  /** On which side the table leaves room. */
  readonly side: "left" | "right";
  /** What JSON makes of its values. */
  readonly json: "number" | "string" | "boolean";
  /** The value of a processor; empty where there is none. */
  value(processor: Processor, all: Processors, cells: Cells): string;
}

/** Columns by the name in capitals that asks for them. */
export const columns: ReadonlyMap<string, Column> = new Map(
  ([
    ["BOGOMIPS", "abbreviation", "number", ({ bogomips }, all) => {
      // that of an offline processor is that of the first
      const text = bogomips ?? all.possible[0]?.bogomips;
      return text === undefined ? "" : fixed(Math.fround(Number(text)), 2);
    }],
    ["CPU", "abbreviation", "number", ({ number }) => `${number}`],
    [
      "CORE",
      "",
      "number",
      (processor, all, { physical }) =>
        idOf(processor, all.cores, physical ? processor.coreId : undefined),
    ],
    [
      "SOCKET",
      "",
      "number",
      (processor, all, { physical }) =>
        idOf(processor, all.sockets, physical ? processor.socketId : undefined),
    ],
    ["NODE", "", "number", ({ number }, { nodes }) => {
      const node = nodes.find(({ members }) => has(members, number));
      return node ? `${node.number}` : "";
    }],
    [
      "CACHE",
      "",
      "string",
      ({ number }, { caches }, { separator }) =>
        cacheNames(caches).map((name) =>
          caches.find((each) => each.name === name && has(each.shared, number))
        ).filter((cache) => cache !== undefined).map(({ id }) => `${id}`).join(separator),
    ],
    [
      "ONLINE",
      "",
      "boolean",
      ({ number }, { online }, { words: [yes, no] }) => has(online, number) ? yes : no,
    ],
    ["MHZ", "", "number", ({ mhz }) => frequency(mhz.current)],
    ["MAXMHZ", "", "number", ({ mhz }) => frequency(mhz.max)],
    ["MINMHZ", "", "number", ({ mhz }) => frequency(mhz.min)],
  ] as const satisfies readonly (readonly [string, string, Column["json"], Column["value"]])[])
    .map(([name, kind, json, value]): [string, Column] => [name, {
      name,
      isAbbreviation: kind === "abbreviation",
      side: name === "CACHE" ? "left" : "right",
      json,
      value,
    }]),
);

/** The names of caches, each once. */
export function cacheNames(caches: Processors["caches"]): string[] {
  return [...new Set(caches.map(({ name }) => name))];
}

function idOf({ number }: Processor, sets: readonly CpuSet[], physical: number | undefined) {
  if (physical !== undefined) return physical < 0 ? "-" : `${physical}`;
  const index = sets.findIndex((set) => has(set, number));
  return index < 0 ? "" : `${index}`;
}

function frequency(mhz: number): string {
  return mhz === 0 ? "" : fixed(mhz, 4);
}
