// SPDX-License-Identifier: Apache-2.0

/** `unknown: "refuse"` in lines: what a shell gives of a command that it may not execute. @module */
import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, test } from "node:test";
import { defineLookup, patch, stats } from "../patches/mod.ts";
import { state } from "../patches/state.ts";
import type { Outcome } from "../patches/invocation.ts";
import { ask, type Result, resultOf, run } from "./support/differential.ts";

const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
const program = join(directory, "unheard-of");
const marker = join(directory, "executed");
const env = { PATH: `${directory}:/usr/bin:/bin`, LANG: "C.UTF-8" };

patch({ unknown: "refuse" });
after(() => {
  patch({ unknown: "pass" });
  rmSync(directory, { recursive: true });
});
beforeEach(() => {
  writeFileSync(program, `#!/bin/sh\necho x > ${marker}\n`);
  chmodSync(program, 0o755);
});

/** What the line gives, and the command that was refused. */
function refused(shell: string, line: string) {
  const counted = () => new Map(stats().outcomes.map((each) => [JSON.stringify(each), each]));
  const before = counted();
  const outcome = ask(shell, ["-c", line], { env, cwd: directory });
  const [fresh] = [...counted()].filter(([key]) => !before.has(key)).map(([, each]) => each);
  return { outcome, fresh };
}

/** What was given of a line that did not pass. */
function given(outcome: Outcome): Result {
  if (outcome.kind !== "answered") throw new Error(`The line ${outcome.kind}: ${outcome.reason}`);
  return resultOf(outcome.answer);
}

for (const shell of ["/bin/sh", "sh", "/bin/bash"]) {
  test(`${shell} says that it may not execute a command, with 126 for the whole line`, () => {
    // by their mode, dash does not execute files that it finds on PATH: by their path, it tries
    for (const line of [program, `\n\n${program} a b`, `uname -s | ${program}`]) {
      const { outcome, fresh } = refused(shell, line);
      assert.equal(fresh?.command, "unheard-of");
      assert.equal(fresh?.outcome, "refused");
      chmodSync(program, 0o644);
      const real = run(shell, ["-c", line], { env, cwd: directory });
      chmodSync(program, 0o755);
      assert.deepEqual(given(outcome), real, line);
    }
    assert.equal(existsSync(marker), false);
  });

  test(`${shell} refuses a line as a whole, and names the command that was unknown`, () => {
    for (
      const line of [
        "uname -s; unheard-of",
        "echo before; unheard-of || true",
        "echo $(unheard-of)",
        "if unheard-of; then echo a; else echo b; fi",
        "uname -s && { unheard-of | head -n 1; } 2>/dev/null",
        "command unheard-of",
        "cat /etc/shadow | unheard-of; uname",
      ]
    ) {
      const { outcome, fresh } = refused(shell, line);
      const { code, stdout, stderr } = given(outcome);
      assert.equal(code, 126, line);
      assert.equal(stdout, "", line);
      const name = line.includes("shadow") ? "cat" : "unheard-of";
      assert.match(
        stderr,
        new RegExp(`^(/usr/bin/)?${shell}: (line )?1: .*${name}: Permission denied\\n$`),
      );
      assert.equal(fresh?.command, name);
    }
    assert.equal(existsSync(marker), false);
  });
}

test("what only the shell itself can do is refused as the shell", () => {
  for (const line of [`uname > ${marker}`, "eval uname", "uname & wait", "trap '' INT"]) {
    const { outcome, fresh } = refused("/bin/sh", line);
    assert.equal(outcome.kind, "refused", line);
    assert.equal(fresh?.command, "sh");
  }
});

test("a command that PATH does not hold is the shell's to complain of", () => {
  for (const shell of ["/bin/sh", "/bin/bash"]) {
    for (const line of ["nosuch-command", "/nosuch/command; uname", "./nosuch || echo none"]) {
      const outcome = ask(shell, ["-c", line], { env, cwd: "/" });
      assert.deepEqual(given(outcome), run(shell, ["-c", line], { env, cwd: "/" }), line);
    }
  }
});

test("lookups of the program's own are answered in lines, wherever PATH leads", () => {
  const answer = (text: string, code = 0) => ({
    code,
    stdout: new TextEncoder().encode(text),
    stderr: new Uint8Array(),
  });
  defineLookup("unheard-of", ({ args, env, input }) => {
    const read = input.kind === "bytes" ? new TextDecoder().decode(input.bytes) : "";
    return answer(`${args.join(",")} ${env.get("A") ?? ""} ${read}`, 3);
  });
  defineLookup("aa-nowhere", () => answer("here\n"));
  try {
    const line =
      "A=1 unheard-of a 'b c'; echo $?; uname -s | unheard-of | tr x y; aa-nowhere | cat";
    for (const shell of ["/bin/sh", "/bin/bash"]) {
      const outcome = ask(shell, ["-c", line], { env, cwd: "/" });
      assert.equal(given(outcome).stdout, "a,b c 1 3\n  Linuy\nhere\n");
    }
  } finally {
    state.defined.delete("unheard-of");
    state.defined.delete("aa-nowhere");
  }
});
