// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import process from "node:process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { underRegister } from "./support/witness.ts";

const program = fileURLToPath(new URL("./support/programs/node_forms.mjs", import.meta.url));

function resultsOf(args: string[]): Record<string, unknown> {
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  const [, results] = stdout.split("RESULTS ");
  assert.ok(results, `No results: ${stdout}${stderr}`);
  return JSON.parse(results);
}

test("node:child_process gives what the originals give, in every form", () => {
  const without = "Bun" in globalThis ? [program] : ["run", "-A", "--quiet", program];
  const expected = resultsOf(without);
  const actual = resultsOf(underRegister(program));
  assert.deepEqual(Object.keys(actual), Object.keys(expected));
  for (const [form, result] of Object.entries(expected)) {
    assert.deepEqual(actual[form], result, form);
  }
});
