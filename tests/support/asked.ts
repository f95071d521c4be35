// SPDX-License-Identifier: Apache-2.0

/** Lookups asked for the commands of a batch, also as another user. @module */
import { spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { asUser, type Command, type User } from "./command_batch.ts";
import { ask, type Result, resultOf } from "./differential.ts";

/** What became of a command: what it was answered with, or why it passed. */
export type Asked =
  | { readonly kind: "answered"; readonly result: Result }
  | { readonly kind: "passed"; readonly reason: string };

/** Asks the lookups, as whoever runs this. */
export function askCommand({ file, args, env, cwd }: Command): Asked {
  const outcome = ask(file, args, { env, cwd, argv0: file });
  return outcome.kind === "answered"
    ? { kind: "answered", result: resultOf(outcome.answer) }
    : { kind: "passed", reason: outcome.reason };
}

/** Asks the lookups in a process of another user. */
export function askAs(user: User, commands: readonly Command[]): Asked[] {
  const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
  try {
    const list = join(directory, "commands.json");
    writeFileSync(list, JSON.stringify(commands));
    for (const each of [directory, list]) chownSync(each, user.uid, user.gid);
    const program = fileURLToPath(new URL("programs/ask_commands.ts", import.meta.url));
    const [setpriv, ...words] = asUser(user);
    const flags = "Bun" in globalThis ? [] : ["-A", "--quiet", "--no-check"];
    const { status, stdout, stderr } = spawnSync(
      setpriv!,
      [...words, process.execPath, "run", ...flags, program, list],
      // Deno keeps what it compiled, and the other user has no home
      { encoding: "utf8", maxBuffer: 1 << 28, env: { DENO_DIR: directory, HOME: directory } },
    );
    if (status !== 0) throw new Error(`Cannot ask as user ${user.uid}: ${stderr}`);
    return JSON.parse(stdout);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Why nobody else can be asked as; undefined where somebody can. */
export function withoutOtherUsers(user: User): string | undefined {
  if (process.getuid?.() !== 0) return "only root becomes another user";
  const [setpriv, ...words] = asUser(user);
  for (const path of [process.execPath, fileURLToPath(import.meta.url)]) {
    const { status, error } = spawnSync(setpriv!, [...words, "test", "-r", path]);
    if (error) return `${error.message}`;
    if (status !== 0) return `"${path}" is not for others to read`;
  }
  return undefined;
}
