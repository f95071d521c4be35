// SPDX-License-Identifier: Apache-2.0

/** The switch of the whole process by lsm_set_self_attr(2), since Linux 6.8. @module */
import assert from "node:assert/strict";
import { release } from "node:os";
import type { Cases } from "../case.ts";
import { labels } from "../support/labels.ts";
import { switchCases } from "../support/switch_cases.ts";
import { switchTo } from "../support/switch.ts";

const [major = 0, minor = 0] = release().split(".").map(Number);
const isThere = major > 6 || (major === 6 && minor >= 8);
const ENOSYS = 38;

/** The cases. */
export const cases: Cases = {
  "an older kernel refuses in the dry run, with nothing changed"() {
    if (isThere) return "the kernel has the call";
    const { status, stage, error } = switchTo("monkeys_denies_secret", "lsm");
    assert.deepEqual([status, stage, error], ["refused", "trying", ENOSYS]);
    assert.deepEqual(labels(), ["unconfined"]);
  },
  ...switchCases("lsm", isThere ? undefined : "lsm_set_self_attr(2) came with Linux 6.8"),
};
