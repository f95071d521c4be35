// SPDX-License-Identifier: Apache-2.0

/**
 * What a switch of all threads costs, in both runtimes: `deno task bench:switch`. Writes the picture
 * that docs/confinement.md shows.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, runtimes } from "../scripts/runtimes.ts";
import { picture } from "./switch_picture.ts";
import type { Figures, Times } from "./switch_program.ts";

const commands = { Deno: [runtimes.deno, "run", "-A", "--no-check"], Bun: [runtimes.bun] };

function row(what: string, { threads, least, median, p99 }: Times): string {
  const numbers = [least, median, p99].map((each) => each.toFixed(2).padStart(9)).join("");
  return `  ${what.padEnd(24)}${String(threads).padStart(4)} threads${numbers}`;
}

const found: Record<string, Figures> = {};
for (const [name, [file, ...args]] of Object.entries(commands)) {
  const program = join(root, "bench/switch_program.ts");
  const figures = JSON.parse(execFileSync(file!, [...args, program], { encoding: "utf8" }));
  const { idle, loaded, waiting } = found[name] = figures as Figures;
  console.log(`${name}: milliseconds, least, median and 99th of a hundred`);
  console.log(row("idle", idle));
  console.log(row("loaded", loaded), ` ${loaded.requests} requests, ${loaded.reads} reads`);
  for (const each of waiting) console.log(row("beside waiting threads", each));
}
writeFileSync(join(root, "docs/switch.svg"), picture(found));
