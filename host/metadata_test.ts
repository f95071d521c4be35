// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Pass } from "../lookups/types.ts";
import { host } from "./mod.ts";

const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
after(() => rmSync(directory, { recursive: true }));

const output = (file: string, ...args: string[]) =>
  spawnSync(file, args, { encoding: "utf8", env: { LC_ALL: "C" } }).stdout;

test("names in a directory come in the order of readdir(3)", () => {
  for (const path of ["/usr/bin", "/etc", "/sys/class"]) {
    const names = output("ls", "-U", "-A", path).split("\n").slice(0, -1);
    assert.deepEqual(host.list(path), names, path);
  }
  assert.equal(host.list(join(directory, "nothing")), undefined);
  assert.equal(host.list("/etc/passwd"), undefined);
});

test("a name that is no UTF-8 passes, and one that begins with a mark does not", () => {
  const folder = join(directory, "names");
  spawnSync("sh", ["-c", `mkdir ${folder}; cd ${folder}; : > "$(printf '\\357\\273\\277a')"`]);
  assert.deepEqual(host.list(folder), ["\ufeffa"]);
  spawnSync("sh", ["-c", `cd ${folder}; : > "$(printf 'b\\377')"`]);
  assert.throws(() => host.list(folder), Pass);
});

test("statx() tells what stat(1) prints, of links as well", () => {
  const file = join(directory, "file");
  writeFileSync(file, "text");
  symlinkSync("file", join(directory, "link"));
  const format = "%d %i %f %h %u %g %s %o %b %.9X %.9Y %.9Z";
  for (const path of [file, join(directory, "link"), "/dev/null", "/proc/1", "/sys"]) {
    for (const followsLinks of [true, false]) {
      const status = host.statx(path, { followsLinks })!;
      const times = [status.atimeNs, status.mtimeNs, status.ctimeNs].map((time) =>
        `${time / 1_000_000_000n}.${`${time % 1_000_000_000n}`.padStart(9, "0")}`
      );
      const { dev, ino, mode, nlink, uid, gid, size, blksize, blocks } = status;
      const told = [dev, ino, mode.toString(16), nlink, uid, gid, size, blksize, blocks, ...times];
      const options = followsLinks ? ["-L"] : [];
      assert.equal(`${told.join(" ")}\n`, output("stat", ...options, "-c", format, path), path);
    }
  }
  assert.equal(host.statx(join(directory, "nothing"), { followsLinks: true }), undefined);
  assert.equal(host.statx(join(file, "below"), { followsLinks: true }), undefined);
});

test("extendedAttributes() names them", (context) => {
  const file = join(directory, "attributed");
  writeFileSync(file, "");
  const set = "import os, sys; os.setxattr(sys.argv[1], 'user.test', b'1')";
  assert.deepEqual(host.extendedAttributes(file, { followsLinks: true }), []);
  if (spawnSync("python3", ["-c", set, file]).status !== 0) {
    return context.skip("No extended attribute can be set here");
  }
  assert.deepEqual(host.extendedAttributes(file, { followsLinks: true }), ["user.test"]);
});
