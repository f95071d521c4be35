// SPDX-License-Identifier: Apache-2.0

/** A small tree of files and of links of every kind, for lookups that follow names. @module */
import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const links: readonly [name: string, target: string][] = [
  ["link", "file"],
  ["second", "link"],
  ["folder-link", "folder"],
  ["folder/up", "../link"],
  ["folder/below/root", "/"],
  ["slashes", "folder//below/"],
  ["dots", "./folder/../file"],
  ["dangling", "nothing"],
  ["dangling-deep", "nothing/below"],
  ["through-file", "file/below"],
  ["absolute", "/usr/bin"],
  ["loop", "loop"],
];

/** Names in the tree, some of them of nothing. */
export const linkedNames: readonly string[] = [
  ...links.map(([name]) => name),
  ".",
  "..",
  "/",
  "file",
  "folder",
  "folder/below",
  "folder-link/below",
  "folder-link/up",
  "folder/./below/../up",
  "folder//below",
  "nothing",
  "nothing/below",
  "file/below",
  "link/below",
  "folder/nothing",
  "absolute/env",
  "folder/below/root/etc/passwd",
];

/** Makes the tree; gives its real path, which the caller removes. */
export function linkedTree(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "aa-monkeys-")));
  mkdirSync(join(root, "folder/below"), { recursive: true });
  writeFileSync(join(root, "file"), "content\n");
  for (const [name, target] of links) symlinkSync(target, join(root, name));
  return root;
}
