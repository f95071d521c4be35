// SPDX-License-Identifier: Apache-2.0

/**
 * Draws the pictures of the front page from what the kernel tests reported. An argument names a new
 * report (`.cache/kernel-report.json`), of which docs/kernel-report.json keeps what is drawn; without
 * one the kept report is drawn again. With `--check` nothing is written.
 *
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { auditLog } from "./pictures/audit_log.ts";
import { svgOf } from "./pictures/svg.ts";
import { type Thread, threadsOf } from "./pictures/threads.ts";
import { root } from "./runtimes.ts";

/** What is drawn. */
interface Figures {
  readonly "the audit log of a server": {
    readonly without: readonly string[];
    readonly with: readonly string[];
  };
  readonly "threads before a change": readonly Thread[];
  readonly "threads after a change of the calling thread alone": readonly Thread[];
  readonly "threads after a change of the process": readonly Thread[];
}

const kept = join(root, "docs/kernel-report.json");
const [given] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const isCheck = process.argv.includes("--check");

/** Of the newest kernel, what Deno's threads and packages did. */
function read(): Figures {
  if (given === undefined) return JSON.parse(readFileSync(kept, "utf8"));
  const report = JSON.parse(readFileSync(given, "utf8")) as Record<string, { deno: Figures }>;
  const { deno } = report[Object.keys(report).toSorted().find((name) => /6\.12/.test(name))!]!;
  const { "the audit log of a server": log } = deno;
  const withoutStamp = (lines: readonly string[]) =>
    lines.map((line) => line.replace(/^.*?(?=apparmor=)/, "").replace(/ pid=\d+/, ""));
  return {
    "the audit log of a server": {
      without: withoutStamp(log.without),
      with: withoutStamp(log.with),
    },
    "threads before a change": deno["threads before a change"],
    "threads after a change of the calling thread alone":
      deno["threads after a change of the calling thread alone"],
    "threads after a change of the process": deno["threads after a change of the process"],
  };
}

const figures = read();
const { without, with: left } = figures["the audit log of a server"];
const moments = [
  {
    head: "at the start",
    note: "every read succeeds",
    threads: figures["threads before a change"],
  },
  {
    head: "aa_change_profile(3)",
    note: "readTextFile() of what is denied: succeeds",
    threads: figures["threads after a change of the calling thread alone"],
  },
  {
    head: "changeProfile()",
    note: "every read of what is denied: EACCES",
    threads: figures["threads after a change of the process"],
  },
];
const files = {
  ...given === undefined ? {} : { [kept]: `${JSON.stringify(figures, undefined, 2)}\n` },
  [join(root, "docs/audit_log.svg")]: svgOf(auditLog(without, left)),
  [join(root, "docs/threads.svg")]: svgOf(threadsOf(moments)),
};
for (const [path, text] of Object.entries(files)) {
  if (!isCheck) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text) {
    console.log(`${path} is not up to date: run "deno task pictures"`);
    process.exitCode = 1;
  }
}
