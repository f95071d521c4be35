// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { compare } from "../tests/support/differential.ts";
import { linkedNames, linkedTree } from "../tests/support/linked_tree.ts";

const directory = linkedTree();
after(() => rmSync(directory, { recursive: true }));
assert.equal(directory, realpathSync(directory));

const names = linkedNames.flatMap((
  name,
) => [name, join(directory, name), `${name}/`, `${name}/..`]);

for (const options of [[], ["-v"], ["-f"], ["-fv"], ["-ev"], ["-mv"], ["-nzv"], ["-zem"]]) {
  test(`readlink ${options.join(" ")} is answered as the command does`, () => {
    const answered = names.filter((name) =>
      compare("readlink", [...options, name], { cwd: directory }).kind === "answered"
    );
    // loops and dangling links on the way to something pass
    assert.ok(answered.length > names.length * 0.85, `${answered.length} of ${names.length}`);
  });
}

test("readlink of several names is answered as the command does", () => {
  for (
    const args of [
      ["-nv", "link", "nothing", "file", "a b", ""],
      ["-vq", "file"],
      ["-vs", "file"],
      ["-qv", "file"],
      ["-m", ...linkedNames.filter((name) => !name.startsWith("loop"))],
      ["--canonicalize-e", "link"],
      ["--canon", "link"],
      ["--canonicalize", "link"],
      [],
      ["-x"],
      ["--no-newline=1", "link"],
    ]
  ) {
    assert.equal(
      compare("readlink", args, { cwd: directory }).kind,
      "answered",
      args.join(" "),
    );
  }
});

test("a working directory that is a link does not show in canonical names", () => {
  const around = { cwd: join(directory, "folder-link") };
  assert.equal(compare("readlink", ["-f", "below", ".", ".."], around).kind, "answered");
});

test("POSIX's way is the command's own, verbose since coreutils 9.8", () => {
  const env = { PATH: "/usr/bin:/bin", LC_ALL: "C", POSIXLY_CORRECT: "" };
  for (const args of [["file"], ["-q", "file"], ["none", "-v"]]) {
    assert.equal(compare("readlink", args, { cwd: directory, env }).kind, "answered");
  }
});

test("a loop passes", () => {
  assert.equal(compare("readlink", ["-f", "loop"], { cwd: directory }).kind, "passed");
});
