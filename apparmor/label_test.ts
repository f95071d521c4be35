// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";
import { parseLabel } from "./label.ts";

test("labels are taken apart into name, mode and stack", () => {
  for (
    const [text, label, mode, stack] of [
      ["server (enforce)\n", "server", "enforce", ["server"]],
      ["unconfined\n", "unconfined", "unconfined", ["unconfined"]],
      ["a//&b (mixed)", "a//&b", "mixed", ["a", "b"]],
      ["a//&unconfined (enforce)", "a//&unconfined", "enforce", ["a", "unconfined"]],
      ["server//hat (complain)", "server//hat", "complain", ["server//hat"]],
      ["two words (old) (kill)\0", "two words (old)", "kill", ["two words (old)"]],
    ] as const
  ) {
    assert.deepEqual(parseLabel(text), { label, mode, stack });
  }
});
