// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { compile, hasCompiler, machines, modulePath, moduleText } from "./build_native.ts";

for (const machine of machines) {
  const skip = hasCompiler(machine) ? false : `no ${machine.tools}-gcc-12 12.2.0 here`;
  test(`switch.c for ${machine.name} compiles to the embedded bytes`, { skip }, () => {
    assert.equal(moduleText(machine, compile(machine)), readFileSync(modulePath(machine), "utf8"));
  });
}
