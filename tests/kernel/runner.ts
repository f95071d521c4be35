// SPDX-License-Identifier: Apache-2.0

/** Runs the cases of one file, on the machine: `runner.ts FILE`. @module */
import { writeSync } from "node:fs";
import process from "node:process";
import type { CaseFile, Result } from "./case.ts";

const { cases } = await import(`./cases/${process.argv[2]}`) as CaseFile;
for (const [name, run] of Object.entries(cases)) {
  let result: Result = { name, ok: true, message: "" };
  try {
    const skipped = await run();
    if (typeof skipped === "string") result = { ...result, skipped };
  } catch (error) {
    const message = error instanceof Error ? error.stack ?? error.message : String(error);
    result = { name, ok: false, message };
  }
  writeSync(1, `${JSON.stringify(result)}\n`);
}
process.exit(0);
