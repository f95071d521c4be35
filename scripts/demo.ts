// SPDX-License-Identifier: Apache-2.0

/**
 * The main job, on real packages: a server starts, first plain, then with the register in front. For
 * each lookup of its dependencies: who asked, what was executed, and what it costs.
 *
 * @module
 */
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { type Executed, readExecuted } from "./demo/executed.ts";
import { root, runtimes } from "./runtimes.ts";

const packages = join(root, ".cache/packages");
const preload = ["--preload", join(root, "register.ts")];
const hasStrace = spawnSync("strace", ["--version"], { stdio: "ignore" }).status === 0;

/** One line of the trace. */
interface Asked {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly package?: string;
  readonly site?: string;
}

/** What a run of the server showed. */
interface Run {
  readonly response: string;
  /** Undefined where nobody could count. */
  readonly executed: readonly Executed[] | undefined;
  readonly asked: readonly Asked[];
}

async function serve(runtime: readonly string[], flags: readonly string[]): Promise<Run> {
  const scratch = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
  const [log, trace] = [join(scratch, "strace"), join(scratch, "trace")];
  const witness = [
    ...["strace", "-f", "-qq", "-s", "4096", "-e", "signal=none", "-o", log],
    ...["-e", "trace=execve,execveat,clone,clone3,fork,vfork"],
  ];
  const [file, ...args] = [...hasStrace ? witness : [], ...runtime, ...flags, "server.mjs"];
  try {
    const server = spawn(file!, args, {
      cwd: packages,
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, AA_MONKEYS_TRACE: trace, AA_MONKEYS_TRACE_ARGUMENTS: "on" },
    });
    const ended = new Promise((resolve) => server.once("close", resolve));
    const lines = createInterface({ input: server.stdout });
    const port = await new Promise<string>((resolve, reject) => {
      lines.once("line", resolve);
      server.once("exit", () => reject(new Error("The server ended before it listened")));
    });
    // the packages ask behind their first calls
    await new Promise((resolve) => setTimeout(resolve, 500));
    const response = await (await fetch(`http://127.0.0.1:${port}/`)).text();
    await ended;
    const asked = existsSync(trace) ? readFileSync(trace, "utf8").trim().split("\n") : [];
    return {
      response,
      executed: hasStrace ? readExecuted(readFileSync(log, "utf8")) : undefined,
      asked: asked.map((line) => JSON.parse(line)),
    };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function medians(runtime: readonly string[], flags: readonly string[], asked: readonly Asked[]) {
  const commands = asked.map(({ command, arguments: args }) => [command, args]);
  const [file, ...args] = [...runtime, ...flags, join(root, "scripts/demo/time.mjs")];
  const { stdout } = spawnSync(file!, [...args, JSON.stringify(commands)], { encoding: "utf8" });
  return JSON.parse(stdout) as number[];
}

/** The programs that one lookup executed, those of its shell included. */
function executedBy(executed: readonly Executed[] | undefined, asked: Asked): string {
  if (!executed) return "?";
  const isIt = ([name, ...args]: readonly string[]) =>
    name?.split("/").at(-1) === asked.command.split("/").at(-1) &&
    args.join("\0") === asked.arguments.join("\0");
  return String(executed.filter(({ argv, within }) => [argv, ...within].some(isIt)).length);
}

/** A lookup as people write it. */
function lineOf({ command, arguments: args }: Asked): string {
  return args[0] === "-c" && args.length === 2 ? args[1]! : [command, ...args].join(" ");
}

const microseconds = (time: number) => `${time.toFixed(time < 100 ? 1 : 0)} µs`;

/** Prints rows in columns, numbers to the right. */
function print(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)
    );
    console.log(`  ${cells.join("  ")}`);
  }
}

async function demonstrate(name: string, runtime: readonly string[]): Promise<void> {
  copyFileSync(join(root, "scripts/demo/server.mjs"), join(packages, "server.mjs"));
  const plain = await serve(runtime, []);
  const patched = await serve(runtime, preload);
  const asked = [...new Map(patched.asked.map((each) => [lineOf(each), each])).values()];
  const [before, after] = [medians(runtime, [], asked), medians(runtime, preload, asked)];
  console.log(`\n${name}: a server with osenv, pidusage and detect-libc`);
  print([
    ["lookup", "asked by", "executed before", "after", "time before", "after"],
    ...asked.map((each, index) => [
      lineOf(each),
      `${each.package ?? "?"} ${each.site?.replace(/.*\/([^/]+):\d+$/, "$1") ?? ""}`,
      executedBy(plain.executed, each),
      executedBy(patched.executed, each),
      microseconds(before[index]!),
      microseconds(after[index]!),
    ]),
  ]);
  const same = plain.response === patched.response ? "the same" : "ANOTHER";
  console.log(`The server's response is ${same}: ${patched.response}`);
  if (!plain.executed || !patched.executed) {
    console.log("Nobody counted what was executed: strace cannot be had here");
  } else {
    const [all, left] = [plain.executed.length, patched.executed.length];
    console.log(`Programs executed in all, counted by strace: ${all} before, ${left} after`);
  }
  if (same !== "the same" || (patched.executed?.length ?? 0) > 0) process.exitCode = 1;
}

await demonstrate("Deno", [runtimes.deno, "run", "-A", "--quiet"]);
await demonstrate("Bun", [runtimes.bun, "run"]);
