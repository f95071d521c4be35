// SPDX-License-Identifier: Apache-2.0

/** Signals from outside, and others of the very number, while the process is switched. @module */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import process from "node:process";
import { Worker } from "node:worker_threads";
import { changeProfile } from "../../../apparmor/change_profile.ts";
import type { Cases } from "../case.ts";
import { labels } from "../support/labels.ts";
import { times } from "../support/report.ts";

const profiles = ["monkeys_a", "monkeys_b"] as const;

/**
 * From another process: what it handles, what it ignores, and number 33 as kill(2) sends it. Not
 * SIGWINCH, which Deno handles too: slow as the machine is, two such handlers at a time overflow
 * the stack that Deno gives them, without any switch.
 */
const outside = "while :; do kill -USR2 $1; kill -URG $1; kill -33 $1; done";

/** The cases. */
export const cases: Cases = {
  async "neither those from outside nor forged ones from inside stop it or are lost"() {
    let handled = 0;
    process.on("SIGUSR2", () => handled++);
    const forger = new Worker(new URL("../support/forging.ts", import.meta.url));
    await once(forger, "message");
    const storm = spawn("sh", ["-c", outside, "sh", String(process.pid)], { stdio: "ignore" });
    const before = handled;
    for (let index = 0; index < times(10, 100); index++) {
      const profile = profiles[index % 2]!;
      changeProfile(profile, { timeout: 120_000 });
      assert.deepEqual(labels(), [`${profile} (enforce)`]);
      assert.ok((await readFile("/etc/group")).length > 0);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    storm.kill("SIGKILL");
    await once(storm, "close");
    await forger.terminate();
    assert.ok(handled > before, "No signal from outside was handled");
  },
};
