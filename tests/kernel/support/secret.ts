// SPDX-License-Identifier: Apache-2.0

/** The file that the profiles deny. @module */
import { rmSync, writeFileSync } from "node:fs";
import { asynchronous, outcomes } from "./reads.ts";

/** Where it lies; the profiles name it. */
export const secret = "/tmp/monkeys-secret";

/** Writes it anew: nobody's link there is followed. */
export function writeSecret(): void {
  rmSync(secret, { force: true });
  writeFileSync(secret, "secret\n", { flag: "wx", mode: 0o600 });
}

/** Has the runtime start all threads that read for it. */
export async function warmUp(): Promise<void> {
  await Promise.all(Array.from({ length: 8 }, () => outcomes(asynchronous, secret)));
}
