// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root, runtimes } from "../scripts/runtimes.ts";

test("the pictures are drawn from the report that is kept, and the front page shows them", () => {
  const script = join(root, "scripts/pictures.ts");
  const { status, stdout } = spawnSync(runtimes.deno, ["run", "-A", script, "--check"], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stdout);
  const readme = readFileSync(join(root, "README.md"), "utf8");
  for (const name of ["audit_log", "threads"]) {
    assert.match(readme, new RegExp(`!\\[[^\\]]+\\]\\(docs/${name}\\.svg\\)`));
    assert.match(readFileSync(join(root, `docs/${name}.svg`), "utf8"), /prefers-color-scheme/);
  }
});
