// SPDX-License-Identifier: Apache-2.0

/** Which programs a script executes, as the kernel saw it. @module */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** The arguments with which this runtime runs a script under the register. */
export function underRegister(script: string): string[] {
  const register = fileURLToPath(new URL("../../register.ts", import.meta.url));
  const run = "Bun" in globalThis ? [] : ["run", "-A", "--quiet"];
  return [...run, "--preload", register, script];
}

/** Whether there is a witness. */
export const hasStrace: boolean =
  spawnSync("strace", ["--version"], { stdio: "ignore" }).status === 0;

/**
 * Runs this runtime with `args` under strace(1).
 *
 * @param cwd the working directory; default: this process'
 * @returns the argument lists of all successful executions but the runtime's own.
 */
export function executions(
  args: readonly string[],
  cwd: string = process.cwd(),
): { executed: string[]; stdout: string } {
  const folder = mkdtempSync(join(tmpdir(), "witness-"));
  try {
    const log = join(folder, "log");
    const strace = [
      "-f",
      "-qq",
      "-e",
      "trace=execve,execveat",
      "-o",
      log,
      process.execPath,
      ...args,
    ];
    const { stdout, stderr, status } = spawnSync("strace", strace, { cwd, encoding: "utf8" });
    if (status !== 0) throw new Error(`The script failed: ${stderr}`);
    const lines = readFileSync(log, "utf8").split("\n");
    const executed = lines.filter((line) => line.includes("exec") && line.endsWith(" = 0"))
      .map((line) => /\[.*?\]/.exec(line)?.[0] ?? line).slice(1);
    return { executed, stdout };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
