// SPDX-License-Identifier: Apache-2.0

/** Switches a thousand times; prints what the process holds before and after. @module */
import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import { mark, rename } from "./rename.ts";

/** What a process holds. */
export interface Holdings {
  readonly descriptors: number;
  /** Anonymous mappings that can be executed and not written: the routine's. */
  readonly executable: number;
  /** Threads and children that are waited for by nobody. */
  readonly children: string;
  readonly mappings: number;
  /** Resident memory, in kilobytes. */
  readonly memory: number;
}

function holdings(): Holdings {
  const maps = readFileSync("/proc/self/maps", "utf8").trim().split("\n");
  const status = readFileSync("/proc/self/status", "utf8");
  return {
    descriptors: readdirSync("/proc/self/fd").length,
    executable: maps.filter((line) => /^\S+ r-xp 00000000 00:00 0\s*$/.test(line)).length,
    children: readFileSync(`/proc/self/task/${process.pid}/children`, "utf8"),
    mappings: maps.length,
    memory: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]),
  };
}

function switchOften(count: number): void {
  for (let index = 0; index < count; index++) rename(`${mark}${index}`);
}

// what the runtime compiles and allots for the calls themselves
switchOften(3000);
const before = holdings();
switchOften(1000);
console.log(JSON.stringify([before, holdings()]));
process.exit(0);
