// SPDX-License-Identifier: Apache-2.0

/** A tree with files of every type, mode, size, time and name, for lookups that show what stat(2) tells. @module */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  symlinkSync,
  truncateSync,
} from "node:fs";
import { lutimesSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const year = 31_556_952;

/** Names in the tree, some of them of nothing. */
export const variedNames: readonly string[] = [
  ".",
  "..",
  "empty",
  "small.txt",
  "large.bin",
  "old.txt",
  "future",
  "ancient",
  ".hidden",
  "a b",
  "Ünïcode",
  "new\nline",
  "-dash",
  "program",
  "setuid",
  "setgid",
  "sticky",
  "secret",
  "folder",
  "folder/",
  "folder/below",
  "folder/below/deep.TXT",
  "./folder/../folder",
  "none",
  "link",
  "link/",
  "folder-link",
  "folder-link/",
  "dangling",
  "loop",
  "fifo",
  "device",
  "nothing",
  "nothing/below",
  "small.txt/below",
  "/dev/null",
  "",
];

/** Makes the tree and gives its path. */
export function variedTree(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "aa-monkeys-")));
  const at = (name: string) => join(root, name);
  const now = Math.floor(Date.now() / 1000);
  for (
    const name of ["folder", "folder/below", "none", "sticky", "folder/.dots", "folder/foreign"]
  ) {
    mkdirSync(at(name));
  }
  const files: readonly [name: string, size: number, age: number][] = [
    ["empty", 0, 0],
    ["small.txt", 7, 100],
    ["large.bin", 1_234_567, 3600],
    ["old.txt", 1023, year],
    ["future", 1024, -10 * 86_400],
    ["ancient", 10_200, 40 * year],
    [".hidden", 1, 0.4 * year],
    ["a b", 9_999, 0.49 * year],
    ["Ünïcode", 100, 0.51 * year],
    ["new\nline", 3, 5],
    ["-dash", 12_288, 6],
    ["program", 50, 7],
    ["setuid", 50, 7],
    ["setgid", 51, 7],
    ["secret", 52, 8],
    ["folder/one.c", 2, 9],
    ["folder/two.h", 2, 9],
    ["folder/below/deep.TXT", 4, 9],
    ["folder/below/B", 4, 10],
    ["folder/.dots/inside", 4, 10],
    ["folder/foreign/owned", 4, 10],
  ];
  for (const [name, size, age] of files) {
    writeFileSync(at(name), "x".repeat(Math.min(size, 20_000)));
    truncateSync(at(name), size);
    utimesSync(at(name), now - age / 2, now - age + 0.123456);
  }
  const links = {
    link: "small.txt",
    "folder-link": "folder",
    dangling: "nothing here",
    loop: "loop",
  };
  for (const [name, target] of Object.entries(links)) {
    symlinkSync(target, at(name));
    lutimesSync(at(name), now - 20, now - 30);
  }
  symlinkSync("../old.txt", at("folder/below/up"));
  chmodSync(at("program"), 0o755);
  chmodSync(at("setuid"), 0o4755);
  chmodSync(at("setgid"), 0o2654);
  chmodSync(at("sticky"), 0o1777);
  chmodSync(at("secret"), 0o000);
  spawnSync("mkfifo", [at("fifo")]);
  // root alone may
  spawnSync("mknod", [at("device"), "c", "7", "130"]);
  spawnSync("chown", ["12345:54321", at("folder/foreign/owned")]);
  spawnSync("chown", ["1:tty", at("old.txt")]);
  return root;
}
