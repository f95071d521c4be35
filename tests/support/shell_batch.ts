// SPDX-License-Identifier: Apache-2.0

/** Many lines in real shells, started one after another by a few, not by a runtime. @module */
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
  // no line prints it
  const mark = `\n${directory.slice(-6)}-${Math.random()} `;
  try {
    const share = Math.ceil(lines.length / availableParallelism());
    const parts = Array.from(
      { length: Math.ceil(lines.length / share) },
      (_, part) => lines.slice(part * share, (part + 1) * share),
    );
    const at = (part: number, name: string) => join(directory, `${part}.${name}`);
    const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
    parts.forEach((part, index) => {
      const commands = part.map((line) =>
        `${file} -c ${quoted(line)} </dev/null\nprintf %s ${quoted(mark)}$?.\nprintf %s ${
          quoted(mark)
        } >&2\n`
      );
      const [out, err] = [at(index, "out"), at(index, "err")];
      writeFileSync(at(index, "sh"), `exec >${out} 2>${err}\n${commands.join("")}`);
    });
    const driver = parts.map((_, part) => `/bin/sh ${at(part, "sh")} &`).join("\n");
    run("/bin/sh", ["-c", `${driver}\nwait`], { env, cwd: "/" });
    return parts.flatMap((part, index) => {
      const read = (name: string) => readFileSync(at(index, name), "latin1");
      return results(read("out").split(mark), read("err").split(mark), part.length);
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The status of a line stands in front of what the next one printed. */
function results(outs: readonly string[], errs: readonly string[], count: number): Result[] {
  if (outs.length !== count + 1 || errs.length !== count + 1) throw new Error("Lost a line");
  const statuses = outs.map((out) => /^\d+(?=\.)/.exec(out)?.[0] ?? "");
  return Array.from({ length: count }, (_, index) => ({
    code: Number(statuses[index + 1]),
    stdout: index === 0 ? outs[0]! : outs[index]!.slice(statuses[index]!.length + 1),
    stderr: errs[index]!,
  }));
}
