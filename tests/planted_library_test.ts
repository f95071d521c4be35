// SPDX-License-Identifier: Apache-2.0

/** Libraries that somebody planted where a program runs: none may be loaded. @module */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { after, before, test } from "node:test";
import { root } from "../scripts/runtimes.ts";

const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
const marker = join(directory, "loaded");
const names = ["libc.so.6", "libapparmor.so.1", "libplanted.so.1"];
const hasCompiler = spawnSync("gcc", ["--version"], { stdio: "ignore" }).status === 0;
const skip = hasCompiler ? false : "gcc is not installed";

before(() => {
  if (!hasCompiler) return;
  const source = join(directory, "planted.c");
  writeFileSync(
    source,
    `#include <fcntl.h>
     __attribute__((constructor)) static void planted(void) { creat("${marker}", 0600); }`,
  );
  for (const name of names) {
    const made = spawnSync("gcc", ["-shared", "-fPIC", "-o", join(directory, name), source]);
    assert.equal(made.status, 0, made.stderr.toString());
  }
});

after(() => rmSync(directory, { recursive: true }));

const program = `
  const { spawnSync } = await import("node:child_process");
  const { open } = await import(${JSON.stringify(join(root, "ffi/open.ts"))});
  const { isTrusted } = await import(${JSON.stringify(join(root, "ffi/trusted_path.ts"))});
  const table = { planted: { parameters: [], result: "void" } };
  const absent = open("/nonexistent/libplanted.so.1", table);
  let relative = "opened";
  try {
    open("libplanted.so.1", table);
  } catch (error) {
    relative = error.name;
  }
  const { pid } = spawnSync("uname", ["-m"]);
  const trusted = isTrusted(${JSON.stringify(join(directory, "libplanted.so.1"))});
  console.log(JSON.stringify({ absent: absent === undefined, relative, pid, trusted }));
`;

function run(flags: readonly string[]): { pid: number } & Record<string, unknown> {
  const file = join(directory, "program.mjs");
  writeFileSync(file, program);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["run", ...flags, "--preload", join(root, "register.ts"), file],
    { cwd: directory, encoding: "utf8" },
  );
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

const forms = "Bun" in globalThis ? [[]] : [
  ["-A"],
  ["--no-prompt", "--allow-read", "--allow-env", "--allow-ffi"],
  ["--no-prompt", "--allow-read", "--allow-env", "--allow-run", "--allow-ffi=libc.so.6"],
  ["--no-prompt", "--allow-read", "--allow-env", "--allow-run", "--allow-ffi=."],
];

for (const flags of forms) {
  test(`nothing planted is loaded: ${flags.join(" ") || "no flags"}`, { skip }, () => {
    const { pid, ...told } = run(flags);
    assert.ok(pid > 0);
    assert.deepEqual(told, { absent: true, relative: "TypeError", trusted: true });
    assert.equal(existsSync(marker), false);
  });
}

test("a library that others can write is not trusted", { skip }, () => {
  chmodSync(join(directory, "libplanted.so.1"), 0o777);
  assert.equal(run(forms[0]!)["trusted"], false);
  assert.equal(existsSync(marker), false);
});
