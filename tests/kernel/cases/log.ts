// SPDX-License-Identifier: Apache-2.0

/** What a change that is refused leaves in the kernel's log. @module */
import assert from "node:assert/strict";
import type { Cases } from "../case.ts";
import { labels } from "../support/labels.ts";
import { run } from "../support/process.ts";
import { switchTo } from "../support/switch.ts";

const EACCES = 13;

function assertRefused(profile: string): void {
  const { status, stage, error } = switchTo(profile, "file");
  assert.deepEqual([status, stage, error], ["refused", "trying", EACCES]);
  assert.deepEqual(labels(), ["monkeys_none (enforce)"]);
}

/** The cases. */
export const cases: Cases = {
  "a profile that withholds the signal is not left"() {
    const { outcomes: [change] } = run("monkeys_no_signal", [["changeProfile", "monkeys_b"]]);
    assert.equal(change?.code, "EACCES");
  },
  "a profile without a way out is left neither for another nor for itself"() {
    const report = switchTo("monkeys_none", "file");
    assert.equal(report.status, "ok", JSON.stringify(report));
    assertRefused("monkeys_target");
    assertRefused("monkeys_none");
  },
};

/** The signal that was withheld; and of each dry run its child's one try, no thread's. */
export function audit(lines: readonly string[]): void {
  const [signals, others] = [true, false].map((isSignal) =>
    lines.filter((line) => line.includes('operation="signal"') === isSignal)
  );
  assert.ok(signals!.length > 0, lines.join("\n"));
  for (const line of signals!) assert.match(line, /monkeys_no_signal.*signal=rtmin\+1/);
  assert.equal(others!.length, 2, lines.join("\n"));
  for (const line of others!) assert.match(line, /operation="change_profile".*"monkeys_none"/);
}
