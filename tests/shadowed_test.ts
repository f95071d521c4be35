// SPDX-License-Identifier: Apache-2.0

/** PATH is searched on every call: a command of the user's own is honoured from its first moment. @module */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { patch, stats } from "../patches/mod.ts";
import { callForms, withPath } from "./support/call_forms.ts";

patch();
const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
after(() => rmSync(directory, { recursive: true }));

for (const [name, call] of Object.entries(callForms())) {
  test(`${name}: a uname that appears on PATH is the next call's`, async () => {
    const own = join(directory, name.replace("$", "shell"));
    mkdirSync(own);
    const asked = async () => {
      const before = stats().answered;
      const { stdout } = await call("uname", ["-s"]);
      return [stdout, stats().answered - before];
    };
    await withPath(`${own}:/usr/bin:/bin`, async () => {
      assert.deepEqual(await asked(), ["Linux\n", 1]);
      writeFileSync(join(own, "uname"), "#!/bin/sh\necho mine\n", { mode: 0o755 });
      assert.deepEqual(await asked(), ["mine\n", 0]);
      rmSync(join(own, "uname"));
      assert.deepEqual(await asked(), ["Linux\n", 1]);
    });
  });
}
