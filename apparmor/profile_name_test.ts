// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";
import { validateProfileName } from "./profile_name.ts";

test("names of profiles, children and paths are taken, in any script", () => {
  for (const name of ["demo", "/usr/bin/demo", "demo//worker", "a b", "é", "x".repeat(900)]) {
    validateProfileName(name);
  }
});

test("what the kernel would read as something else is refused with the reason", () => {
  for (
    const [name, reason] of [
      ["", /empty/],
      ["a\0b", /NUL/],
      ["a\nb", /newline/],
      [" a", /white space/],
      ["a\t", /white space/],
      ["unconfined", /end confinement/],
      ["a//&b", /stack/],
      ["&a", /stack/],
      [":ns:a", /namespace/],
      ["é".repeat(451), /longer than 900/],
    ] as const
  ) {
    assert.throws(() => validateProfileName(name), reason);
  }
});
