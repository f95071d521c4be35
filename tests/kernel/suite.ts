// SPDX-License-Identifier: Apache-2.0

/**
 * The cases that need a real AppArmor kernel, in both runtimes: on emulated machines with Debian's
 * kernels, or with `--host` on this one. Not named as a test: it takes minutes and is run by
 * `deno task test:kernel`.
 *
 * @module
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { root, runtimes } from "../../scripts/runtimes.ts";
import type { Cases, Result } from "./case.ts";
import { type Kernel, releases } from "./image.ts";
import { boot, withoutMachine } from "./machine.ts";

const here = import.meta.dirname!;
const files = readdirSync(join(here, "cases")).filter((name) => name.endsWith(".ts")).toSorted();

/** What a case may import. */
const sources = [
  ".cache/packages",
  "apparmor",
  "ffi",
  "host",
  "lookups",
  "patches",
  "profiles",
  "register.ts",
  "scripts/demo",
  "shell",
  "tests/kernel",
  "tests/packages",
];

async function onMachine(kernel: Kernel): Promise<string> {
  const overlay = mkdtempSync(join(tmpdir(), "aa-monkeys-overlay-"));
  try {
    for (const each of sources) {
      cpSync(join(root, each), join(overlay, "monkeys", each), {
        recursive: true,
        verbatimSymlinks: true,
      });
    }
    const script = `sh /monkeys/tests/kernel/run_cases.sh deno bun ${files.join(" ")}`;
    const { status, output, console } = await boot(kernel, { overlay, script });
    assert.equal(status, 0, `${output}\n${console}`);
    return output;
  } finally {
    rmSync(overlay, { recursive: true });
  }
}

function onHost(): string {
  const args = [join(here, "run_cases.sh"), runtimes.deno, runtimes.bun, ...files];
  return execFileSync("sh", args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

/** Why this host's own kernel will not do; undefined where it will. */
function withoutHost(): string | undefined {
  const enabled = "/sys/module/apparmor/parameters/enabled";
  if (!existsSync(enabled) || readFileSync(enabled, "utf8").trim() !== "Y") {
    return "this host's kernel has no AppArmor enabled";
  }
  return process.getuid?.() === 0 ? undefined : "only root loads profiles";
}

/** What the runner printed for one file in one runtime. */
function partOf(output: string, runtime: string, file: string): string {
  return output.split(/^# (?=deno |bun )/m).find((part) =>
    part.startsWith(`${runtime} ${file}\n`)
  ) ?? "";
}

function suite(name: string, reason: string | undefined, run: () => string | Promise<string>) {
  // a skip is to be seen: neither runner prints its reason
  if (reason !== undefined) console.warn(`SKIPPED ${name}: ${reason}`);
  test(name, { skip: reason ?? false }, async (t) => {
    const output = await run();
    for (const file of files) {
      const { cases } = await import(`./cases/${file}`) as { cases: Cases };
      for (const runtime of Object.keys(runtimes)) {
        const part = partOf(output, runtime, file);
        const results = part.split("\n").filter((line) => line.startsWith("{"))
          .map((line) => JSON.parse(line) as Result);
        for (const title of Object.keys(cases)) {
          const result = results.find((each) => each.name === title);
          const skip = result?.skipped ?? false;
          await t.test(`${runtime}: ${title}`, { skip }, () => {
            assert.ok(result, `The case gave no result:\n${part}`);
            assert.ok(result.ok, result.message);
          });
        }
      }
    }
  });
}

if (process.argv.includes("--host")) {
  suite("on this host's kernel", withoutHost(), onHost);
} else {
  for (const kernel of Object.keys(releases) as Kernel[]) {
    const name = `Linux ${kernel} of Debian ${releases[kernel].debian}`;
    suite(name, withoutMachine(kernel), () => onMachine(kernel));
  }
}
