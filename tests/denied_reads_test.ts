// SPDX-License-Identifier: Apache-2.0

/**
 * Each file that a lookup reads, denied in turn: what the command itself would do then depends on
 * who it is, and only the original knows. A file that is not there may be an answer; one that is
 * withheld never is.
 *
 * @module
 */
import assert from "node:assert/strict";
import process from "node:process";
import { test } from "node:test";
import { host } from "../host/mod.ts";
import type { Host } from "../lookups/host.ts";
import { inputOf } from "../lookups/input.ts";
import { runCommand } from "../lookups/run.ts";
import { lookups } from "../lookups/table.ts";
import { type Answer, Pass } from "../lookups/types.ts";
import { environmentOf } from "../patches/environment.ts";
import { groups, type Question } from "./kernel/support/questions.ts";

const knowledge = {
  find: (name: string) => lookups.get(name),
  policy: { files: "system" },
  refuses: false,
} as const;
const env = environmentOf({
  PATH: process.env["PATH"] ?? "/usr/bin:/bin",
  HOME: "/root",
  LC_ALL: "C",
  TERM: "xterm",
});
const methods = ["read", "list"] as const;

/** The real host, which tells what is read, and withholds one path. */
function hostThat(told: (path: string) => void, denied?: string): Host {
  const watched = methods.map((method) => [method, (path: string) => {
    told(path);
    if (path === denied) throw new Pass(`denied-read ${path}`);
    return host[method](path);
  }]);
  return { ...host, ...Object.fromEntries(watched) };
}

/** The answer, or why there is none. */
function ask({ name, args, input }: Question, asked: Host): Answer | string {
  const request = {
    file: name,
    args,
    env,
    cwd: "/",
    input: inputOf(new TextEncoder().encode(input), { isPipe: true }),
    stdout: "pipe",
    stderr: "pipe",
    mayWait: true,
  } as const;
  try {
    return runCommand(request, knowledge, asked) ?? "not exact";
  } catch (thrown) {
    if (thrown instanceof Pass) return thrown.reason;
    throw thrown;
  }
}

let denials = 0;
for (const question of groups().flatMap(({ questions }) => questions)) {
  if (!lookups.has(question.name)) continue;
  const title = [question.name, ...question.args].join(" ").trim();
  test(`${title} passes where a file that it reads is denied`, () => {
    const paths = new Set<string>();
    const answer = ask(question, hostThat((path) => paths.add(path)));
    if (typeof answer === "string") return;
    for (const path of paths) {
      // what was known of a build stays known: a file may not be read again
      let isAsked = false;
      const outcome = ask(question, hostThat((each) => isAsked ||= each === path, path));
      if (!isAsked) continue;
      denials++;
      assert.equal(outcome, `denied-read ${path}`, `${path} was denied`);
    }
  });
}

test("files were denied", () => assert.ok(denials > 40, `${denials}`));
