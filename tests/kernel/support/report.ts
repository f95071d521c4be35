// SPDX-License-Identifier: Apache-2.0

/** Figures of a case, kept beside its result. @module */
import { writeSync } from "node:fs";
import process from "node:process";

/** What a line with figures begins with, in a runner's output. */
export const reportMark = "# report ";

/** Has figures put into the report of the whole run, under a name. */
export function report(name: string, figures: unknown): void {
  writeSync(1, `${reportMark}${JSON.stringify([name, figures])}\n`);
}

/** Whether everything is asked for that takes long. */
export const isFull: boolean = process.env["FULL"] !== undefined;

/** How often a case does something: as often as documented, or, in everyday tests, less. */
export function times(few: number, full: number): number {
  return isFull ? full : few;
}
