// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { patch } from "../patches/mod.ts";
import { ask, compare } from "../tests/support/differential.ts";

const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
const all = Uint8Array.from({ length: 512 }, (_, index) => index & 0xff);
const contents: Record<string, string | Uint8Array> = {
  empty: "",
  plain: "one\ntwo\n",
  open: "no newline",
  blanks: "\n\n\na\n\n\n\nb\t\tc\r\n\r\n",
  blank: "\n",
  bytes: all,
};

before(() => patch({ files: "all" }));
after(() => {
  rmSync(directory, { recursive: true });
  patch({ files: "system" });
});

for (const [name, content] of Object.entries(contents)) {
  writeFileSync(join(directory, name), content);
}

const names = Object.keys(contents);
const flags = ["", "-n", "-b", "-s", "-E", "-T", "-v", "-A", "-e", "-t", "-u", "-bn", "-ns", "-sE"];

for (const flag of [...flags, "-bsvET", "--show-ends", "--number", "-x", "--foo"]) {
  test(`cat ${flag} is answered as the command does`, () => {
    const option = flag === "" ? [] : [flag];
    for (const files of [...names.map((name) => [name]), names, ["open", "blank", "blanks"]]) {
      const outcome = compare("cat", [...option, ...files], { cwd: directory });
      assert.equal(outcome.kind, "answered");
    }
  });
}

test("what is missing, a directory, or no directory is an error among the others", () => {
  for (const args of [["plain", "missing", "open"], ["."], ["plain/"], ["plain/x"], ["/nope/x"]]) {
    assert.equal(compare("cat", args, { cwd: directory }).kind, "answered");
  }
});

test("standard input is read where it is known", () => {
  const input = new TextEncoder().encode("x\n");
  for (const args of [[], ["-"], ["plain", "-", "plain"], ["-n", "-"]]) {
    assert.equal(compare("cat", args, { cwd: directory, input }).kind, "answered");
  }
});

test("by default cat answers for facts of the system alone", () => {
  patch({ files: "system" });
  try {
    assert.equal(compare("cat", ["/etc/os-release"]).kind, "answered");
    assert.equal(compare("cat", ["/etc/debian_version", "/proc/version"]).kind, "answered");
    for (const path of ["/etc/shadow", "/proc/self/environ", "/proc/1/environ", "plain"]) {
      assert.equal(ask("cat", [path], { cwd: directory }).kind, "passed", path);
    }
  } finally {
    patch({ files: "all" });
  }
});

test("standard input that is named twice passes, unless it is empty", () => {
  const input = new TextEncoder().encode("x\n");
  assert.equal(ask("cat", ["-", "-"], { input }).kind, "passed");
  assert.equal(compare("cat", ["-", "-"]).kind, "answered");
});

test("an attribute that has no value is complained of", () => {
  const around = { env: { PATH: "/usr/bin:/bin", LC_ALL: "C" } };
  const files = ["/sys/class/net/lo/duplex", "/sys/class/net/lo/mtu", "/sys/class/net/lo/speed"];
  assert.equal(compare("cat", files, around).kind, "answered");
});
