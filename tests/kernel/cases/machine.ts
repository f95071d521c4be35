// SPDX-License-Identifier: Apache-2.0

/** That the machine is one on which the other cases mean something. @module */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Cases } from "../case.ts";

const read = (path: string) => readFileSync(path, "utf8").trim();

/** The cases. */
export const cases: Cases = {
  "AppArmor is enabled"() {
    assert.equal(read("/sys/module/apparmor/parameters/enabled"), "Y");
  },
  "the profiles are loaded and enforced"() {
    const loaded = read("/sys/kernel/security/apparmor/profiles").split("\n");
    assert.ok(loaded.includes("monkeys_denies_secret (enforce)"), loaded.join());
  },
  "a process starts unconfined"() {
    assert.equal(read("/proc/thread-self/attr/apparmor/current"), "unconfined");
  },
};
