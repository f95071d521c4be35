// SPDX-License-Identifier: Apache-2.0

/** Each lookup under its own rules and no others: it answers, and the kernel denies it nothing. @module */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { release } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { run } from "../../support/differential.ts";
import type { Cases } from "../case.ts";
import type { Answered } from "../support/answering.ts";
import { isFull } from "../support/report.ts";
import { type Group, groups } from "../support/questions.ts";

const policy = "/tmp/monkeys-answering";
const parser = fileURLToPath(new URL("../parse.sh", import.meta.url));
const encoder = new TextEncoder();

/** What the runtime does meanwhile: signals between threads, Bun's look at its own memory. */
const own = ["signal,", "owner /proc/*/statm r,"];

/** The rules alone. */
function profileOf({ profile, rules }: Group): string {
  return `profile ${profile} {${[...own, ...rules].map((rule) => `\n  ${rule}`).join("")}\n}\n`;
}

async function judge(group: Group): Promise<void> {
  const url = new URL("../support/answering.ts", import.meta.url);
  const worker = new Worker(url, { workerData: group });
  const [answers] = await once(worker, "message") as [readonly Answered[]];
  await worker.terminate();
  for (const [index, { name, args, input, isLasting, mustSucceed }] of group.questions.entries()) {
    const answer = answers[index]!;
    const question = [name, ...args].join(" ");
    assert.notEqual(typeof answer, "string", `${question}: ${answer}`);
    if (typeof answer === "string") continue;
    if (mustSucceed) {
      const advice = "give it a question in tests/kernel/support/questions.ts";
      assert.equal(answer.code, 0, `${question}: ${answer.stderr}: ${advice}`);
    }
    if (!isLasting) continue;
    assert.deepEqual(answer, run(name, args, { input: encoder.encode(input) }), question);
  }
}

const all = groups();

/** Once in everyday tests, where a worker starts quickly, and everywhere by FULL=1. */
const without = isFull || "Bun" in globalThis && !release().startsWith("6.1.")
  ? undefined
  : "asked for by FULL=1";

/** Why it runs on an emulated machine only. */
export const notOnHost = "the machine has every command, in its release's version";

/** The cases. */
export const cases: Cases = {
  "a profile of nothing but their rules is loaded for each group of lookups"() {
    if (without !== undefined) return without;
    // where a lookup reads that no package of the machine has made
    mkdirSync("/usr/share/applications", { recursive: true });
    const text = `include <tunables/global>\n${all.map(profileOf).join("")}`
      .replaceAll(" /proc/", " @{PROC}/").replaceAll(" /sys/", " @{sys}/");
    writeFileSync(policy, text);
    const { status, stderr } = spawnSync("sh", [parser, "--replace", "--skip-cache", policy], {
      encoding: "utf8",
    });
    assert.equal(status, 0, `${stderr}\n${text}`);
  },
  ...Object.fromEntries(
    all.map((
      group,
    ) => [
      `${group.names.join(", ")}: what they declare is enough`,
      () => without ?? judge(group),
    ]),
  ),
};

/** Nothing. */
export function audit(lines: readonly string[]): void {
  assert.deepEqual(lines, []);
}
