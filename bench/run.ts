// SPDX-License-Identifier: Apache-2.0

/**
 * What answering costs beside what it replaces, and what loading the register costs, in both
 * runtimes, everything in one run.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { root, runtimes } from "../scripts/runtimes.ts";

const scratch = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
const commands = { Deno: [runtimes.deno, "run", "-A", "--quiet"], Bun: [runtimes.bun, "run"] };
// four probes lead to a command in /usr/bin
const env = { ...process.env, PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin" };

function output(command: readonly string[]): string {
  const [file, ...args] = command;
  const { status, stdout, stderr } = spawnSync(file!, args, { encoding: "utf8", env });
  if (status !== 0) throw new Error(`Cannot run ${command.join(" ")}: ${stderr}`);
  return stdout;
}

function hotPath(name: string, runtime: readonly string[], register: string): void {
  const program = join(root, "bench/hot_path.mjs");
  const plain = JSON.parse(output([...runtime, program])) as Record<string, number>;
  const patched = JSON.parse(output([...runtime, "--preload", register, program]));
  const bare = plain["uname(2)"]!;
  console.log(`\n${name}, microseconds a call; one bare uname(2) by FFI: ${bare.toFixed(2)}`);
  for (const [call, before] of Object.entries(plain).slice(1)) {
    const after = patched[call] as number;
    const ratio = `${(before / after).toFixed(0)} times faster`;
    const calls = `${(after / bare).toFixed(0)} bare calls`;
    console.log(
      `  ${call.padEnd(46)}${before.toFixed(0).padStart(6)}${after.toFixed(1).padStart(8)}` +
        `  ${ratio}, ${calls}`,
    );
  }
}

function starts(name: string, runtime: readonly string[], register: string): void {
  const [empty, touch] = ["empty.mjs", "touch.mjs"].map((file) => join(scratch, file));
  writeFileSync(empty!, "");
  writeFileSync(touch!, "globalThis.process;");
  const programs: Record<string, readonly string[]> = {
    "an empty program": [...runtime, empty!],
    "one that touches process": [...runtime, touch!],
    "an empty one, register first": [...runtime, "--preload", register, empty!],
  };
  const times = new Map(Object.keys(programs).map((key) => [key, [] as number[]]));
  for (let round = 0; round < 25; round++) {
    for (const [key, command] of Object.entries(programs)) {
      const start = performance.now();
      output(command);
      times.get(key)!.push(performance.now() - start);
    }
  }
  console.log(`\n${name}, start in milliseconds: least and median of 25`);
  for (const [key, list] of times) {
    const sorted = list.toSorted((a, b) => a - b);
    console.log(`  ${key.padEnd(32)}${sorted[0]!.toFixed(1)}  ${sorted[12]!.toFixed(1)}`);
  }
}

/** The first line of a process beside the spawn that it replaces. */
function firstLines(name: string, runtime: readonly string[], register: string): void {
  const program = join(root, "bench/first_line.mjs");
  const lines: Record<string, string> = {
    "split": "uname -s 2>/dev/null; echo a | cat && getconf LONG_BIT",
    "parsed by unbash": 'for i in 1; do echo "$(uname -s)"; done',
  };
  console.log(`\n${name}, the first line of a process in milliseconds: least and median of 15`);
  for (const [kind, line] of Object.entries(lines)) {
    const times = { plain: [] as number[], register: [] as number[] };
    for (let round = 0; round < 15; round++) {
      times.plain.push(Number(output([...runtime, program, line])));
      times.register.push(Number(output([...runtime, "--preload", register, program, line])));
    }
    for (const [how, list] of Object.entries(times)) {
      const sorted = list.toSorted((a, b) => a - b);
      const title = `${kind}, ${how === "plain" ? "spawned" : "answered"}`;
      console.log(`  ${title.padEnd(32)}${sorted[0]!.toFixed(1)}  ${sorted[7]!.toFixed(1)}`);
    }
  }
}

try {
  output([runtimes.deno, "run", "-A", "--quiet", join(root, "scripts/bundle.ts"), scratch]);
  const register = join(scratch, "register.js");
  for (const [name, runtime] of Object.entries(commands)) hotPath(name, runtime, register);
  for (const [name, runtime] of Object.entries(commands)) firstLines(name, runtime, register);
  for (const [name, runtime] of Object.entries(commands)) starts(name, runtime, register);
} finally {
  rmSync(scratch, { recursive: true });
}
