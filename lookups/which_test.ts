// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { compare } from "../tests/support/differential.ts";

const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
after(() => rmSync(directory, { recursive: true }));
mkdirSync(join(directory, "bin/folder"), { recursive: true });
for (const [name, mode] of [["own", 0o755], ["plain", 0o644]] as const) {
  writeFileSync(join(directory, "bin", name), "");
  chmodSync(join(directory, "bin", name), mode);
}

const names = [
  [],
  ["ls"],
  ["-a", "ls", "sh"],
  ["-aa", "ls"],
  ["--", "-a"],
  ["no-such", "ls"],
  ["own", "plain", "folder"],
  ["./bin/own", "bin/own", "/bin/ls", "/bin/no-such", "/usr"],
  ["", "-a"],
  ["-"],
];

for (
  const path of [
    "/usr/bin:/bin",
    `${directory}/bin:/usr/bin`,
    "bin:/usr/bin:",
    ":/usr/bin",
    "/usr/bin::bin",
    "/usr/bin",
  ]
) {
  test(`which is answered as the script does under PATH=${path}`, () => {
    for (const args of names) {
      const around = { env: { PATH: path }, cwd: directory };
      assert.equal(compare("/usr/bin/which", args, around).kind, "answered");
    }
  });
}

test("an option that which does not know passes", () => {
  assert.equal(compare("/usr/bin/which", ["-x", "ls"]).kind, "passed");
});
