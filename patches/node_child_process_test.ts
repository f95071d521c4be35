// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { executions, underRegister } from "../tests/support/witness.ts";

const calls = [
  `cp.spawn("uname", ["-s"])`,
  `await promisify(cp.execFile)("uname", ["-s"])`,
  `const { pid } = cp.spawn("uname", ["-s"]); if (pid <= 2 ** 22) throw new Error("A real pid")`,
];
// in Bun, these end in Bun.spawnSync, which is patched on its own
const synchronous = [
  `cp.execFileSync("uname", ["-s"])`,
  `cp.spawnSync("uname", ["-s"])`,
  `process.getBuiltinModule("child_process").execFileSync("uname", ["-s"])`,
];

test("answered calls of node:child_process execute nothing", () => {
  const folder = mkdtempSync(join(tmpdir(), "node-"));
  try {
    const script = join(folder, "script.mjs");
    const lines = [...calls, ...synchronous].map((call) => `{ ${call} }`);
    const imports = [
      `import * as cp from "node:child_process";`,
      `import process from "node:process";`,
      `import { promisify } from "node:util";`,
    ];
    writeFileSync(script, [...imports, ...lines].join("\n"));
    assert.deepEqual(executions(underRegister(script)).executed, []);
    writeFileSync(script, `${imports[0]} cp.execFileSync("strace", ["-V"])`);
    assert.equal(executions(underRegister(script)).executed.length, 1, "the witness sees programs");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
