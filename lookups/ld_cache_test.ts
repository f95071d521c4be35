// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { machineOf, parseCache } from "./ld_cache.ts";

const ldconfig = "/sbin/ldconfig";
const [triplet, hardware] = process.arch === "arm64"
  ? ["aarch64-linux-gnu", "atomics"]
  : ["x86_64-linux-gnu", "x86-64-v3"];
const skip = existsSync(ldconfig) ? false : "ldconfig is not installed";

for (const format of ["new", "compat", "old"]) {
  test(`the ${format} form of the cache is read as ldconfig prints it`, { skip }, () => {
    const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
    const file = join(directory, "cache");
    try {
      const folder = join(directory, "glibc-hwcaps", hardware);
      mkdirSync(folder, { recursive: true });
      copyFileSync(`/lib/${triplet}/libc.so.6`, join(folder, "libc.so.6"));
      const args = ["-X", "-c", format, "-C", file, directory];
      const made = spawnSync(ldconfig, args, { encoding: "utf8" });
      assert.equal(made.status, 0, made.stderr);
      const { stdout } = spawnSync(ldconfig, ["-p", "-C", file], { encoding: "utf8" });
      const { libraries } = parseCache(readFileSync(file));
      const lines = libraries.map(({ name, path, flags, hardware }) =>
        `\t${name} (${machineOf(flags)}${
          hardware === undefined ? "" : `, hwcap: "${hardware}"`
        }) => ${path}`
      );
      assert.ok(lines.length > 20);
      assert.equal(stdout.includes("hwcap: "), format !== "old");
      assert.deepEqual(stdout.split("\n").filter((line) => line.startsWith("\t")), lines);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
}
