// SPDX-License-Identifier: Apache-2.0

/**
 * Surroundings that no one intends: bytes in the environment that are no UTF-8, a working directory
 * that is gone, a standard output that nobody takes. Every form of call gives what it gives unpatched.
 *
 * @module
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("./support/programs/odd_surroundings.ts", import.meta.url));
const run = "Bun" in globalThis ? "run" : "run -A --quiet --no-check";
const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
after(() => rmSync(directory, { recursive: true }));

/** A shell's line that starts the program as `$program`, and how many answers are the fewest. */
const surroundings: Record<string, [line: string, fewest: number]> = {
  "a variable outside UTF-8": [`ODD=$(printf 'a\\377') exec $program >/dev/null`, 20],
  "HOME outside UTF-8": [
    `HOME="$directory/$(printf 'home\\377')" exec $program >/dev/null`,
    20,
  ],
  // a uname of the user's own lies there, by this name and by no other
  "a folder outside UTF-8 in front of PATH": [
    `odd="$directory/$(printf 'a\\377')"; mkdir "$odd" && cp "$directory/uname" "$odd" &&
     PATH="$odd:$PATH" exec $program >/dev/null`,
    0,
  ],
  "a working directory that is gone": [`exec $program deleted >/dev/null`, 0],
  "a closed standard output": [`exec $program >&-`, 20],
  "a standard output whose reader went away": [`{ sleep 0.05; exec $program; } | true`, 20],
  "a standard output that is full": [`exec $program >/dev/full`, 20],
};

for (const [title, [line, fewest]] of Object.entries(surroundings)) {
  test(`${title}: every form of call gives what the original gives`, () => {
    writeFileSync(join(directory, "uname"), "#!/bin/sh\necho mine\n", { mode: 0o755 });
    const words = `program='${process.execPath} ${run} ${program}' directory='${directory}'`;
    const env = { ...process.env, DENO_DIR: denoDirectory() };
    const { stderr } = spawnSync("/bin/sh", ["-c", `${words}; ${line}`], { env, encoding: "utf8" });
    const [, answered] = /^answered (\d+)\n$/.exec(stderr) ?? assert.fail(stderr);
    assert.ok(Number(answered) >= fewest, `${answered} were answered`);
  });
}

/** Where it is without HOME. */
function denoDirectory(): string {
  return process.env["DENO_DIR"] ?? join(process.env["HOME"] ?? "/root", ".cache/deno");
}
