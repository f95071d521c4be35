// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import process from "node:process";
import { test } from "node:test";
import { compare } from "../tests/support/differential.ts";
import { root } from "../scripts/runtimes.ts";

for (
  const args of [[], ["--all"], ["--ignore=1"], ["--ignore", "99"], ["--ignore=x"], ["--ig=0"], [
    "a",
  ], ["-x"]]
) {
  test(`nproc ${args.join(" ")} is answered as the command does`, () => {
    assert.equal(compare("nproc", args).kind, "answered");
  });
}

test("OpenMP's variables are heeded", () => {
  const PATH = "/usr/bin:/bin";
  for (
    const env of [
      { OMP_NUM_THREADS: "3" },
      { OMP_NUM_THREADS: " 5 ,2" },
      { OMP_NUM_THREADS: "0" },
      { OMP_NUM_THREADS: "x" },
      { OMP_NUM_THREADS: "7", OMP_THREAD_LIMIT: "2" },
      { OMP_THREAD_LIMIT: "1" },
    ]
  ) {
    assert.equal(compare("nproc", [], { env: { PATH, ...env } }).kind, "answered");
  }
});

test("the processors that this thread may use are counted", () => {
  const program = `
    import { compare } from ${JSON.stringify(`${root}/tests/support/differential.ts`)};
    console.log(compare("nproc", []).kind);`;
  const runtime = "Bun" in globalThis ? [process.execPath, "-e"] : [process.execPath, "eval"];
  const { stdout, stderr } = spawnSync("taskset", ["-c", "0", ...runtime, program], {
    encoding: "utf8",
  });
  assert.equal(stdout, "answered\n", stderr);
});
