// SPDX-License-Identifier: Apache-2.0

/** Many lines in real shells, started side by side by one, not by a runtime. @module */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { type Result, run } from "./differential.ts";

/** What `FILE -c LINE` gives for each line, in the root directory with nothing as its input. */
export function runLines(
  file: string,
  lines: readonly string[],
  env: Record<string, string>,
): Result[] {
  const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
  try {
    const share = Math.ceil(lines.length / availableParallelism());
    const starts = Array.from({ length: Math.ceil(lines.length / share) }, (_, at) => at * share);
    const at = (name: string) => join(directory, name);
    lines.forEach((line, index) => writeFileSync(at(`${index}`), line));
    // a substitution takes newlines at the end away, but not from before another character
    const driver = `
      work() {
        i=$1
        while [ $i -lt $2 ]; do
          line=$(cat ${at("$i")}; echo x)
          ${file} -c "\${line%x}" </dev/null >${at("$i.out")} 2>${at("$i.err")}
          echo $? >${at("$i.code")}
          i=$((i+1))
        done
      }
      ${starts.map((start) => `work ${start} ${Math.min(start + share, lines.length)} &`).join(" ")}
      wait`;
    run("/bin/sh", ["-c", driver], { env, cwd: "/" });
    const read = (name: string) => readFileSync(at(name), "latin1");
    return lines.map((_, index) => ({
      code: Number(read(`${index}.code`)),
      stdout: read(`${index}.out`),
      stderr: read(`${index}.err`),
    }));
  } finally {
    rmSync(directory, { recursive: true });
  }
}
