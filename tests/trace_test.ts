// SPDX-License-Identifier: Apache-2.0

/** Traces of a program that runs with the register. @module */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { after, test } from "node:test";
import { root } from "../scripts/runtimes.ts";

const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
after(() => rmSync(directory, { recursive: true }));

const asks = join(directory, "node_modules/asks");
mkdirSync(asks, { recursive: true });
writeFileSync(join(asks, "package.json"), `{"name":"asks","version":"1.0.0","main":"index.js"}`);
writeFileSync(
  join(asks, "index.js"),
  `const { execSync, spawnSync } = require("child_process");
   spawnSync("uname", ["-p", "--machine"]);
   execSync("uname -s\\t2>&1");
   spawnSync("true", ["--help", "pass\\x1bword"]);`,
);
writeFileSync(join(directory, "main.mjs"), `import "asks";`);

interface Line {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly outcome: string;
  readonly package?: string;
  readonly site?: string;
}

function run(environment: Record<string, string>): { stderr: string } {
  const flags = "Bun" in globalThis ? [] : ["-A", "--quiet", "--node-modules-dir=manual"];
  const { status, stderr } = spawnSync(
    process.execPath,
    ["run", ...flags, "--preload", join(root, "register.ts"), "main.mjs"],
    { cwd: directory, encoding: "utf8", env: { ...process.env, ...environment } },
  );
  assert.equal(status, 0, stderr);
  return { stderr };
}

const parse = (text: string): Line[] => text.trim().split("\n").map((line) => JSON.parse(line));

test("a trace tells what was asked, what became of it, and who asked", () => {
  const lines = parse(run({ AA_MONKEYS_TRACE: "stderr" }).stderr);
  assert.deepEqual(lines.map(({ outcome }) => outcome), ["answered", "answered", "answered"]);
  assert.deepEqual(lines.map((line) => line.arguments), [
    ["-p", "--machine"],
    ["-c", "…"],
    ["--help", "…"],
  ]);
  for (const { package: name, site } of lines) {
    assert.equal(name, "asks");
    assert.match(site!, /\/node_modules\/asks\/index\.js:\d+:\d+$/);
  }
});

test("arguments are shown where that is asked, control characters escaped", () => {
  const { stderr } = run({ AA_MONKEYS_TRACE: "stderr", AA_MONKEYS_TRACE_ARGUMENTS: "on" });
  assert.ok(!stderr.includes("\x1b") && !stderr.includes("\t"));
  assert.deepEqual(parse(stderr)[1]!.arguments, ["-c", "uname -s\t2>&1"]);
});

test("a trace's file is appended to, and only its owner reads it", () => {
  const file = join(directory, "trace");
  run({ AA_MONKEYS_TRACE: file });
  run({ AA_MONKEYS_TRACE: file });
  assert.equal(parse(readFileSync(file, "utf8")).length, 6);
  assert.equal(statSync(file).mode & 0o777, 0o600);
});

test("a trace follows no link", () => {
  const target = join(directory, "target");
  symlinkSync(target, join(directory, "link"));
  const { stderr } = run({ AA_MONKEYS_TRACE: join(directory, "link") });
  assert.match(stderr, /^aa-monkeys: cannot trace to "[^"]*\/link"/);
  assert.equal(existsSync(target), false);
});
