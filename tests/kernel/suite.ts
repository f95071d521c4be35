// SPDX-License-Identifier: Apache-2.0

/**
 * The cases that need a real AppArmor kernel, in both runtimes: on emulated machines with Debian's
 * kernels, or with `--host` on this one. Not named as a test: it takes minutes and is run by
 * `deno task test:kernel`, which takes words that narrow it: `deno task test:kernel 6.12 bun load`.
 * `FULL=1` does what the cases do often as often as the documentation says, and runs in Deno, which
 * starts slowly under emulation, on both kernels what is run on one of them else.
 *
 * @module
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { promisify } from "node:util";
import { root, runtimes } from "../../scripts/runtimes.ts";
import type { CaseFile, Result } from "./case.ts";
import { type Kernel, releases } from "./image.ts";
import { boot, withoutMachine } from "./machine.ts";
import { reportMark } from "./support/report.ts";

const here = import.meta.dirname!;
const all = readdirSync(join(here, "cases")).filter((name) => name.endsWith(".ts")).toSorted();

/** Those that the command line names; all, where it names none. */
function chosen<T extends string>(names: readonly T[]): readonly T[] {
  const named = names.filter((name) => process.argv.includes(name.replace(/\.ts$/, "")));
  return named.length === 0 ? names : named;
}

const files = chosen(all);
const chosenRuntimes = chosen(["deno", "bun"] as const);
const kernels = chosen(Object.keys(releases) as Kernel[]);

/** The kernel on which a file is run in Deno, for those that start many processes. */
const denoKernels: Readonly<Record<string, Kernel>> = {
  "asleep.ts": "6.1",
  "changes.ts": "6.12",
  "errno.ts": "6.1",
  "examples.ts": "6.1",
  "exec.ts": "6.1",
  "hats.ts": "6.1",
  "log.ts": "6.1",
  "rules.ts": "6.1",
  "server.ts": "6.12",
  "signals.ts": "6.1",
  "stack.ts": "6.1",
  "timeout.ts": "6.1",
};

/** Whether a file is run in a runtime on a kernel; words on the command line ask for it. */
function isMeant(file: string, runtime: string, kernel: Kernel | undefined): boolean {
  const only = runtime === "deno" ? denoKernels[file] : undefined;
  const isAsked = process.env["FULL"] !== undefined || kernels.length === 1;
  return isAsked || kernel === undefined || only === undefined || only === kernel;
}

/** Milliseconds until a machine is given up: ten times what it takes on two idle processors. */
const timeout = 2_400_000;

const auditMark = "# audit ";

interface Suite {
  readonly name: string;
  /** Why it cannot run here. */
  readonly without: string | undefined;
  /** The emulated machine's kernel; undefined for the host's own. */
  readonly kernel?: Kernel;
  /** Runs all cases; what the runner printed. */
  readonly run: () => Promise<string>;
}

/** What a case may import. */
const sources = [
  ".cache/packages",
  "README.md",
  "apparmor",
  "examples",
  "ffi",
  "host",
  "lookups",
  "mod.ts",
  "patches",
  "profiles",
  "register.ts",
  "scripts/demo",
  "shell",
  "tests/kernel",
  "tests/packages",
  "tests/support",
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
    const full = process.env["FULL"] === undefined ? "" : "FULL=1 ";
    const script = chosenRuntimes.map((runtime) => {
      const here = files.filter((file) => isMeant(file, runtime, kernel));
      return `${full}sh /monkeys/tests/kernel/run_cases.sh ${runtime}=${runtime} ${here.join(" ")}`;
    }).join(" && ");
    const { status, output, console } = await boot(kernel, { overlay, script, timeout });
    assert.equal(status, 0, `${output}\n${console}`);
    return output;
  } finally {
    rmSync(overlay, { recursive: true });
  }
}

function load(file: string): Promise<CaseFile> {
  return import(`./cases/${file}`);
}

async function onHost(): Promise<string> {
  const args = [join(here, "run_cases.sh")];
  for (const name of chosenRuntimes) args.push(`${name}=${runtimes[name]}`);
  for (const file of files) if (!(await load(file)).notOnHost) args.push(file);
  return (await promisify(execFile)("sh", args, { maxBuffer: 1 << 26 })).stdout;
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

/** The results and the log of one file in one runtime. */
interface Part {
  readonly text: string;
  readonly results: readonly Result[];
  readonly audit: readonly string[];
  /** What else was printed, which may tell of a failure. */
  readonly said: readonly string[];
  /** Figures by their names. */
  readonly figures: Readonly<Record<string, unknown>>;
}

function readPart(text: string): Part {
  const lines = text.split("\n");
  const startingWith = (start: string) => lines.filter((line) => line.startsWith(start));
  return {
    text,
    results: startingWith("{").map((line) => JSON.parse(line)),
    audit: startingWith(auditMark).map((line) => line.slice(auditMark.length)),
    said: lines.filter((line) => !/^[{#]|^$/.test(line)),
    figures: Object.fromEntries(
      startingWith(reportMark).map((line) => JSON.parse(line.slice(reportMark.length))),
    ),
  };
}

/** A title that tells why its test is skipped, which neither runner prints. */
function titleWith(title: string, reason: string | undefined): string {
  return reason === undefined ? title : `${title} (${reason})`;
}

/** What the cases reported, by kernel and runtime; docs/kernel-report.json is one, kept. */
const figures: Record<string, Record<string, Record<string, unknown>>> = {};

function keep(name: string, runtime: string, found: Part["figures"]): void {
  const ofKernel = figures[name] ??= {};
  Object.assign(ofKernel[runtime] ??= {}, found);
  mkdirSync(join(root, ".cache"), { recursive: true });
  writeFileSync(
    join(root, ".cache/kernel-report.json"),
    `${JSON.stringify(figures, undefined, 2)}\n`,
  );
}

function suite({ name, without, kernel, run }: Suite): void {
  // all machines at once: one alone leaves processors idle
  const running = without === undefined ? run() : Promise.resolve("");
  running.catch(() => {});
  test(titleWith(name, without), { skip: without ?? false }, async (t) => {
    const output = await running;
    const step = (title: string, reason: string | undefined, judge: () => void) =>
      t.test(titleWith(title, reason), { skip: reason ?? false }, judge);
    for (const file of files) {
      const { cases, audit, notOnHost } = await load(file);
      const withoutFile = kernel === undefined ? notOnHost : undefined;
      for (const runtime of chosenRuntimes) {
        if (!isMeant(file, runtime, kernel)) continue;
        const part = readPart(partOf(output, runtime, file));
        keep(name, runtime, part.figures);
        const title = `${runtime}, ${file.replace(".ts", "")}`;
        for (const each of Object.keys(cases)) {
          const result = part.results.find((result) => result.name === each);
          await step(`${title}: ${each}`, withoutFile ?? result?.skipped, () => {
            assert.ok(result, `The case gave no result:\n${part.text}`);
            assert.ok(result.ok, [result.message, ...part.said, ...part.audit].join("\n"));
          });
        }
        if (!audit) continue;
        const unread = kernel === undefined
          ? "a host may have a daemon that takes the log"
          : undefined;
        await step(`${title}: what the kernel logs`, unread, () => audit(part.audit));
      }
    }
  });
}

if (process.argv.includes("--host")) {
  suite({
    name: "this host's kernel",
    without: withoutHost(),
    run: onHost,
  });
} else {
  for (const kernel of kernels) {
    const name = `Linux ${kernel} of Debian ${releases[kernel].debian}`;
    suite({ name, without: withoutMachine(kernel), kernel, run: () => onMachine(kernel) });
  }
}
