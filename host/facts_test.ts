// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { findLibrary, libc, soname, uname } from "./facts.ts";

const ask = (file: string, ...args: string[]) =>
  spawnSync(file, args, { encoding: "utf8" }).stdout.trim();

test("uname() tells what uname(1) prints", () => {
  const { sysname, nodename, release, version, machine, processor } = uname()!;
  assert.equal(
    [sysname, nodename, release, version, machine, processor].join(" "),
    ask("uname", "-snrvmp"),
  );
});

test("libc() tells what getconf(1) prints", () => {
  const { family, version } = libc()!;
  assert.equal(`${family} ${version}`, ask("getconf", "GNU_LIBC_VERSION"));
});

test("findLibrary() finds what ldconfig -p lists, and nothing else", () => {
  assert.equal(findLibrary("c"), "libc.so.6");
  assert.equal(findLibrary("m"), "libm.so.6");
  assert.equal(findLibrary("no-such-library"), undefined);
  assert.equal(findLibrary(""), undefined);
});

test("a library's soname is the shortest name of its newest version", () => {
  const names = ["libz.so", "libz.so.1.2.13", "libz.so.1", "libssl.so.1.1", "libssl.so.3"];
  assert.equal(soname("z", names), "libz.so.1");
  assert.equal(soname("ssl", names), "libssl.so.3");
  assert.equal(soname("ssl", ["libssl.so.9", "libssl.so.10"]), "libssl.so.10");
  assert.equal(soname("dev", ["libdev.so"]), "libdev.so");
  assert.equal(soname("z", ["libz.so.1.gz", "libzstd.so.1"]), undefined);
});
