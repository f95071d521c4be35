// SPDX-License-Identifier: Apache-2.0

/** Under a container's profile and no_new_privs: what runs on with nothing denied. @module */
import assert from "node:assert/strict";
import type { Cases } from "../case.ts";
import { run } from "../support/process.ts";

/** The cases. */
export const cases: Cases = {
  "a profile is stacked by every thread, and workers that compute are ended"() {
    const wrapper = ["setpriv", "--no-new-privs", "--"];
    const { outcomes } = run("monkeys_container", [
      ["worker", "computing"],
      ["stackProfile", "monkeys_stacked"],
      ["labels"],
      ["terminate"],
      ["worker", "computing"],
      ["terminate"],
      ["labels"],
    ], { wrapper });
    const [, stack, labels, , , , after] = outcomes;
    const { stack: profiles, mode } = stack?.value as { stack: string[]; mode: string };
    assert.deepEqual(profiles.toSorted(), ["monkeys_container", "monkeys_stacked"]);
    assert.equal(mode, "enforce");
    assert.equal((labels?.value as string[]).length, 1);
    assert.deepEqual(after?.value, labels?.value);
  },
};

/** Nothing. */
export function audit(lines: readonly string[]): void {
  assert.deepEqual(lines, []);
}
