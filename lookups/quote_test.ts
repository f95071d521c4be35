// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { run } from "../tests/support/differential.ts";
import { quotedIfNeeded } from "./quote.ts";

test("a file's name is quoted where the commands quote it", () => {
  // every printable character of ASCII but the two that pass
  const characters = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))
    .filter((character) => !/['\\]/.test(character));
  const names = ["", ...characters.flatMap((each) => [each, `${each}b`, `a${each}`, `a${each}b`])];
  const { stderr } = run("/usr/bin/readlink", ["-v", "--", ...names], { cwd: "/proc/sys/kernel" });
  assert.deepEqual(
    stderr.split("\n").slice(0, -1).map((line) => line.slice(line.indexOf(" ") + 1)),
    names.map((name) =>
      `${quotedIfNeeded(name)}: ${/^\.?$/.test(name) ? reasons.get(name) : missing(name)}`
    ),
  );
});

const reasons = new Map([["", "No such file or directory"], [".", "Invalid argument"]]);

function missing(name: string): string {
  return name === "/" ? "Invalid argument" : "No such file or directory";
}

test("a quote, and what a locale may not print, passes", () => {
  for (const name of ["a'b", "a\\b", "é", "a\nb", "\x7f"]) {
    assert.throws(() => quotedIfNeeded(name), { reason: "argument with a special character" });
  }
});
