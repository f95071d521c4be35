// SPDX-License-Identifier: Apache-2.0

/** Many real commands, started side by side by one shell, not by a runtime. @module */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { type Result, run } from "./differential.ts";

/** A command with all that surrounds it; nothing is its input. */
export interface Command {
  /** A bare name, or a path. */
  readonly file: string;
  /** Its arguments after that. */
  readonly args: readonly string[];
  /** Its whole environment, by which the name is found. */
  readonly env: Readonly<Record<string, string>>;
  /** Its working directory. */
  readonly cwd: string;
  /** Who runs it; default: who runs this. */
  readonly user?: User | undefined;
}

/** Whom setpriv(1) makes of root. */
export interface User {
  /** The user's number. */
  readonly uid: number;
  /** The group's number. */
  readonly gid: number;
  /** The numbers of further groups. */
  readonly groups: readonly number[];
}

/** The words of setpriv(1) that make somebody else of root. */
export function asUser({ uid, gid, groups }: User): string[] {
  const more = groups.length > 0 ? `--groups=${groups}` : "--clear-groups";
  return ["/usr/bin/setpriv", `--reuid=${uid}`, `--regid=${gid}`, more];
}

/** What each command gives. */
export function runCommands(commands: readonly Command[]): Result[] {
  const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
  const at = (name: string) => join(directory, name);
  try {
    // dealt out in turn, since neighbours take alike long
    const shares = Math.min(availableParallelism(), commands.length);
    const scripts = Array.from({ length: shares }, (_, share) => at(`script.${share}`));
    scripts.forEach((script, share) => {
      const lines = commands.map((command, index) =>
        index % shares === share
          ? `( cd ${quoted(command.cwd)} && exec ${wordsOf(command).map(quoted).join(" ")} )` +
            ` </dev/null >${at(`${index}.out`)} 2>${at(`${index}.err`)}; echo $? >${
              at(`${index}.code`)
            }\n`
          : ""
      );
      // a width beyond all reason fills no disk
      writeFileSync(script, ["ulimit -f 65536\n", ...lines].join(""));
    });
    const start = scripts.map((script) => `/bin/sh ${script} &`).join(" ");
    run("/bin/sh", ["-c", `${start} wait`], { cwd: "/" });
    const read = (name: string) => readFileSync(at(name), "latin1");
    return commands.map((_, index) => ({
      code: Number(read(`${index}.code`)),
      stdout: read(`${index}.out`),
      stderr: read(`${index}.err`),
    }));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function wordsOf({ file, args, env, user }: Command): string[] {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return [...user ? asUser(user) : [], "/usr/bin/env", "-i", ...variables, file, ...args];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
