// SPDX-License-Identifier: Apache-2.0

/**
 * Every gate of the project, cheapest first, and one line at the end that sums them up:
 * `N passed, N failed`. A gate that is not a test suite counts as one.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { root, runtimes } from "./runtimes.ts";

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

interface Gate {
  readonly name: string;
  readonly command: readonly [file: string, ...args: string[]];
  /** Reads the counts of a test suite out of what it printed. */
  readonly count?: (output: string) => Count;
  /** Whether it needs what not every machine has: skipped, it says so and does not fail. */
  readonly maySkip?: true;
}

const { deno, bun } = runtimes;
const entries = ["mod.ts", "register.ts", "cli.ts"];

const documents = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"))
  .map((name) => `docs/${name}`);

/** Where the public functions stand whose examples are run. */
const documented = [
  "mod.ts",
  "register.ts",
  "apparmor/error.ts",
  "apparmor/query.ts",
  "apparmor/state.ts",
  "host/facts.ts",
  "patches/mod.ts",
];

function denoCounts(output: string): Count {
  return {
    passed: sum(output, /^\w+ \| (\d+) passed(?: \((\d+) steps?\))?/gm),
    failed: sum(output, /passed(?: \(.*?\))? \| (\d+) failed(?: \((\d+) steps?\))?/g),
    skipped: sum(output, /\| (\d+) ignored(?: \((\d+) steps?\))?/g),
  };
}

const gates: readonly Gate[] = [
  { name: "format", command: [deno, "fmt", "--check", "--quiet"] },
  { name: "lint", command: [deno, "lint", "--quiet"] },
  { name: "types, Deno's", command: [deno, "check", "--quiet", "."] },
  { name: "types, tsc", command: [join(root, "node_modules/.bin/tsc"), "-p", "."] },
  { name: "documentation", command: [deno, "doc", "--lint", ...entries] },
  {
    name: "types in the documents",
    command: [deno, "check", "--quiet", "--doc-only", "README.md", ...documents],
  },
  { name: "pages of the documentation", command: [deno, "task", "--quiet", "docs"] },
  {
    name: "tests in Deno",
    command: [deno, "test", "-A", "--no-check"],
    count: denoCounts,
  },
  {
    name: "examples of the documentation",
    command: [deno, "test", "-A", "--quiet", "--doc", ...documented],
    count: denoCounts,
  },
  {
    name: "tests in Bun",
    command: [bun, "test", "--timeout", "120000"],
    count: (output) => ({
      passed: sum(output, /^\s*(\d+) pass$/gm),
      failed: sum(output, /^\s*(\d+) fail$/gm),
      skipped: sum(output, /^\s*(\d+) skip$/gm),
    }),
  },
  {
    name: "publication, dry run",
    command: [deno, "publish", "--dry-run", "--allow-dirty", "--quiet"],
  },
  {
    name: "Debian 13 and sid",
    command: [deno, "test", "-A", "--no-check", "tests/debian/suite.ts"],
    count: denoCounts,
    maySkip: true,
  },
  {
    name: "AppArmor kernels",
    command: [deno, "test", "-A", "--quiet", "--no-check", "tests/kernel/suite.ts"],
    count: denoCounts,
    maySkip: true,
  },
];

/** Adds up what the groups of a pattern hold: in Deno, tests and their steps. */
function sum(output: string, pattern: RegExp): number {
  return [...output.matchAll(pattern)].flatMap(([, ...groups]) => groups)
    .reduce((total, digits) => total + Number(digits ?? 0), 0);
}

const total: Count = { passed: 0, failed: 0, skipped: 0 };
for (const { name, command: [file, ...args], count, maySkip } of gates) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(file, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1", DENO: deno, BUN: bun },
  });
  const output = stdout + stderr;
  const counted = count?.(output) ?? { passed: status === 0 ? 1 : 0, failed: 0, skipped: 0 };
  if (status !== 0 && counted.failed === 0) counted.failed = 1;
  const isSkipped = maySkip === true && counted.passed === 0 && counted.skipped > 0;
  if (count && counted.passed === 0 && !isSkipped) counted.failed ||= 1;
  total.passed += counted.passed;
  total.failed += counted.failed;
  total.skipped += counted.skipped;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const verdict = counted.failed > 0 ? "FAILED" : isSkipped ? "SKIPPED" : "ok";
  console.log(`${verdict.padEnd(8)}${name}: ${JSON.stringify(counted)} in ${seconds} s`);
  if (counted.failed > 0 || isSkipped) {
    // first what is looked for, and then all of it
    for (const line of output.match(/^.*\.\.\. FAILED.*$|^\(fail\).*$/gm) ?? []) {
      console.log(`  ${line}`);
    }
    console.log(output);
  } // what random comparisons were made of, and how to make them again
  else for (const line of output.match(/^SEED=.*$/gm) ?? []) console.log(`  ${line}`);
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
