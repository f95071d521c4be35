// SPDX-License-Identifier: Apache-2.0

/** Threads that are born while the process is switched, into a profile that allows no switch. @module */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Cases } from "../case.ts";
import { labelsOfThreads } from "../support/labels.ts";
import { runtime } from "../support/process.ts";
import { report, times } from "../support/report.ts";
import { writeSecret } from "../support/secret.ts";

const program = fileURLToPath(new URL("../support/birth.ts", import.meta.url));
const processes = times(2, 24);

/** One process; what was wrong with it, or nothing. */
async function failureOfOne(): Promise<string | undefined> {
  const [file, ...args] = [...runtime, program];
  const child = spawn(file!, args, { stdio: ["pipe", "pipe", "inherit"] });
  const closed = once(child, "close");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const status = (await lines.next()).value as string | undefined;
  // the profile lets the process itself read no labels
  const labels = [...new Set(labelsOfThreads(child.pid!).values())].join();
  child.stdin.write("go on\n");
  const outcomes = (await lines.next()).value as string | undefined;
  await closed;
  const found = [status, labels, outcomes].join(" ");
  return found === `ok monkeys_enters (enforce) ["denied"]` ? undefined : found;
}

/** The cases. */
export const cases: Cases = {
  async [`in ${processes} processes eight workers in the middle of their birth are moved`]() {
    writeSecret();
    const failures: string[] = [];
    for (let index = 0; index < processes; index++) {
      const failure = await failureOfOne();
      if (failure !== undefined) failures.push(failure);
    }
    report("switches while workers are born", { processes, failures: failures.length });
    assert.deepEqual(failures, []);
  },
};
