// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { machineOf, parseCache } from "./ld_cache.ts";

const ldconfig = "/sbin/ldconfig";
const skip = existsSync(ldconfig) ? false : "ldconfig is not installed";

for (const format of ["new", "compat", "old"]) {
  test(`the ${format} form of the cache is read as ldconfig prints it`, { skip }, () => {
    const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
    const file = join(directory, "cache");
    try {
      const made = spawnSync(ldconfig, ["-X", "-c", format, "-C", file], { encoding: "utf8" });
      assert.equal(made.status, 0, made.stderr);
      const { stdout } = spawnSync(ldconfig, ["-p", "-C", file], { encoding: "utf8" });
      const { libraries } = parseCache(readFileSync(file));
      const lines = libraries.map(({ name, path, flags, hardware }) =>
        `\t${name} (${machineOf(flags)}${hardware ? `, hwcap: "${hardware}"` : ""}) => ${path}`
      );
      assert.ok(lines.length > 20);
      assert.deepEqual(stdout.split("\n").filter((line) => line.startsWith("\t")), lines);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
}
