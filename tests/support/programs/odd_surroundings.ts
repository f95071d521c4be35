// SPDX-License-Identifier: Apache-2.0

/**
 * Asks in whatever surroundings it is started in, by every form, with the originals and with the
 * patches; prints on standard error what differs, or how many calls were answered. With the argument
 * `deleted`, the working directory is none any more.
 *
 * @module
 */
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { patch, stats } from "../../../patches/mod.ts";
import { type CallForm, callForms } from "../call_forms.ts";
import { childProcess, compare } from "../side_by_side.ts";

patch();
if (process.argv.includes("deleted")) {
  const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
  process.chdir(directory);
  rmdirSync(directory);
}

const commands = [
  ["uname", "-s"],
  ["printenv", "HOME"],
  ["pwd"],
  ["sh", "-c", "echo $HOME; uname -s"],
];
const stdio: ("ignore" | "inherit" | "pipe")[] = ["ignore", "inherit", "pipe"];
const inheriting: Record<string, (...given: Parameters<CallForm>) => Promise<unknown>> = {
  "spawnSync, inheriting": (file, args) =>
    Promise.resolve(childProcess.spawnSync(file, args, { stdio })),
  "spawn, inheriting": (file, args) =>
    new Promise((resolve, reject) => {
      const child = childProcess.spawn(file, args, { stdio });
      child.on("error", reject).on("close", (code, signal) => resolve({ code, signal }));
    }),
};
// what Bun hands on where it is given no environment is the process' own, byte for byte
const { Bun: bun } = globalThis as { Bun?: { spawnSync(words: string[]): unknown } };
if (bun) {
  inheriting["Bun.spawnSync, of the process' own environment"] = (file, args) =>
    Promise.resolve(bun.spawnSync([file, ...args]));
}

try {
  for (const [name, form] of Object.entries({ ...callForms(), ...inheriting })) {
    for (const [file, ...args] of commands) {
      await compare(`${name}: ${[file, ...args].join(" ")}`, () => form(file!, args));
    }
  }
  process.stderr.write(`answered ${stats().answered}\n`);
} catch (error) {
  process.stderr.write(String(error));
}
