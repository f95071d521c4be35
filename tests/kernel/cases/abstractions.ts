// SPDX-License-Identifier: Apache-2.0

/** That a runtime works under its abstraction, and the kernel has nothing to deny it. @module */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { Cases } from "../case.ts";

const runtime = "Bun" in globalThis ? "bun" : "deno";
const options = runtime === "bun" ? [] : ["run", "-A", "--quiet"];
const program = fileURLToPath(new URL("../support/confined.ts", import.meta.url));

/** What the program prints and how it ends, with everything that it says. */
function confined(task: string): { stdout: string; status: number | null; all: string } {
  const args = [`monkeys_minimal_${runtime}`, "--", process.execPath, ...options, program, task];
  const { stdout, stderr, status, signal } = spawnSync("aa-exec", ["-p", ...args], {
    encoding: "utf8",
  });
  return { stdout: stdout.trim(), status, all: `${status ?? signal} ${stdout} ${stderr}` };
}

function printing(task: string, expected: string): () => void {
  return () => {
    const { stdout, all } = confined(task);
    assert.equal(stdout, expected, all);
  };
}

/** Why it runs on an emulated machine only. */
export const notOnHost = "its profiles name where the machine has the runtimes and the project";

/** The cases. */
export const cases: Cases = {
  "a program that says hello": printing("hello", "hello"),
  "an HTTP server that is asked by its own process": printing("server", "served"),
  "the runtime's own server, asked by fetch": printing("fetch", "served"),
  "a name that is looked up": printing("dns", "127.0.0.1"),
  "a worker that is ended while it computes": printing("worker", "terminated"),
  "a loop that is compiled again and again": printing("jit", "25635"),
  "a file that no rule names is denied"() {
    const { status, all } = confined("denied");
    assert.notEqual(status, 0, all);
    assert.match(all, /EACCES|Permission denied/i);
  },
};

/** That file, and nothing else. */
export function audit(lines: readonly string[]): void {
  assert.ok(lines.length > 0, "The denied file is not logged");
  for (const line of lines) {
    assert.match(line, /operation="open".*name="\/var\/lib\/dpkg\/status"/, lines.join("\n"));
  }
}
