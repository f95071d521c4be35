// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { compare } from "../tests/support/differential.ts";
import { linkedNames, linkedTree } from "../tests/support/linked_tree.ts";

const directory = linkedTree();
after(() => rmSync(directory, { recursive: true }));

const names = linkedNames.flatMap((
  name,
) => [name, join(directory, name), `${name}/`, `${name}/..`]);

for (const options of [[], ["-e"], ["-m"], ["-s"], ["-L"], ["-se"], ["-Lm"], ["-sP"]]) {
  test(`realpath ${options.join(" ")} is answered as the command does`, () => {
    const answered = names.filter((name) =>
      compare("realpath", [...options, name], { cwd: directory }).kind === "answered"
    );
    assert.ok(answered.length > names.length * 0.85, `${answered.length} of ${names.length}`);
  });
}

test("realpath relative to another name is answered as the command does", () => {
  const folders = ["folder", "folder/below", "/", "/usr", "nothing/there", "file", "."];
  for (const to of folders) {
    for (const path of ["link", "folder-link/up", "/", "folder", "absolute", "nothing"]) {
      for (
        const args of [
          [`--relative-to=${to}`, path],
          [`--relative-base=${to}`, path],
          ["-e", `--relative-to=${to}`, path],
          [`--relative-to=${to}`, "--relative-base=folder", path],
          [`--relative-to=folder`, `--relative-base=${to}`, path],
          ["-m", `--relative-base=${to}`, path],
        ]
      ) {
        assert.equal(
          compare("realpath", args, { cwd: directory }).kind,
          "answered",
          args.join(" "),
        );
      }
    }
  }
});

test("realpath of several names is answered as the command does", () => {
  for (
    const args of [["-q", "nothing/x", "file"], ["-z", "file", "", "link"], [], ["-x"], ["--log=1"]]
  ) {
    assert.equal(compare("realpath", args, { cwd: directory }).kind, "answered", args.join(" "));
  }
});

test("options that came with later versions pass", () => {
  for (const args of [["-E", "a"], ["--canonicalize", "a"], ["--canon", "a"]]) {
    assert.equal(compare("realpath", args).kind, "passed");
  }
});
