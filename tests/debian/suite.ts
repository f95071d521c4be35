// SPDX-License-Identifier: Apache-2.0

/**
 * Lookups and lines beside the commands of other Debian releases than this machine's. Not named as
 * a test: it downloads packages, and is run by `deno task test:debian`, to which words narrow it: a
 * release, a runtime, files of tests.
 *
 * @module
 */
import assert from "node:assert/strict";
import process from "node:process";
import { test } from "node:test";
import { runtimes } from "../../scripts/runtimes.ts";
import { buildRoot, type Codename, releases, runIn, withoutRoot } from "./root.ts";

const quota = "tests/lookups_differential_test.ts";
const deno = [runtimes.deno, "test", "-A", "--no-check"];
const bun = [runtimes.bun, "test", "--timeout", "600000"];

/** What runs on each release: of the one that changes daily, what asks for no certain answer. */
const commands: Readonly<
  Record<Codename, Readonly<Record<string, readonly [command: string[], files: string[]]>>>
> = {
  trixie: {
    deno: [deno, [quota]],
    // one runtime's tests are enough of the commands
    bun: [bun, ["./lookups/", "./shell/", quota]],
  },
  sid: { deno: [deno, [quota]], bun: [bun, [quota]] },
};

const words = process.argv.slice(2);
const named = words.filter((word) => word.includes("/"));
const isMeant = (word: string, all: readonly string[]) =>
  words.includes(word) || !words.some((each) => all.includes(each));

for (const codename of releases.filter((each) => isMeant(each, releases))) {
  const without = withoutRoot(codename);
  for (const [runtime, [command, files]] of Object.entries(commands[codename])) {
    if (!isMeant(runtime, ["deno", "bun"])) continue;
    const title = `in ${runtime}, answers are those of the commands of Debian's ${codename}`;
    test(without === undefined ? title : `${title}: ${without}`, {
      skip: without ?? false,
      timeout: 3_600_000,
    }, () => {
      const tested = named.length > 0 ? named : files;
      const { status, output } = runIn(buildRoot(codename), [...command, ...tested]);
      for (const line of output.split("\n")) {
        if (/^SEED=|^(ok|FAILED) \||^ \d+ (pass|fail|skip)$/.test(line)) console.log(line);
      }
      const failures = output.split("\n").filter((line) => !/^\(pass\)|\.\.\. ok \(/.test(line));
      assert.equal(status, 0, failures.join("\n"));
    });
  }
}
