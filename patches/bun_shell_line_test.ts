// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import fc from "fast-check";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readTemplate } from "./bun_shell_line.ts";
import { patch } from "./mod.ts";
import { state } from "./state.ts";

const word = (file: string, ...args: string[]) => ({
  file,
  args,
  redirect: undefined,
  obstacle: undefined,
});
const read = ({ raw }: TemplateStringsArray, ...values: unknown[]) => readTemplate(raw, values);

test("words are read as Bun's shell reads them", () => {
  assert.deepEqual(read`a "b c"d ${"$e"} -${["f", 1]}`, [word("a", "b cd", "$e", "-f", "1")]);
  assert.deepEqual(read`a b 2>&1`, [{ ...word("a", "b"), redirect: "2>&1" }]);
  assert.deepEqual(read`a $B`?.[0]?.obstacle, "shell expansion");
  assert.deepEqual(read`a | b; c`?.map(({ file }) => file), ["a", "b", "c"]);
  assert.deepEqual(read`a | b`?.map(({ obstacle }) => obstacle), ["shell list", "shell list"]);
});

test("what may hold another command is not read", () => {
  assert.equal(read`a $(b)`, undefined);
  assert.equal(readTemplate(["a `b`"], []), undefined);
  assert.equal(readTemplate(['a "`b`"'], []), undefined);
  assert.equal(read`(a)`, undefined);
  assert.equal(read`if a`, undefined);
  assert.equal(read`$A b`, undefined);
  assert.equal(read`a ${{ raw: "; b" }}`, undefined);
  // in Bun, a word after a redirection begins a command, and so does one after é=
  assert.equal(read`a 2>/dev/null b`, undefined);
  assert.equal(read`é=1 b`, undefined);
  assert.equal(readTemplate(["a ", ""], []), undefined);
});

type Output = PromiseLike<unknown> & Record<"cwd" | "env" | "quiet" | "nothrow", Chain>;
type Chain = (...args: unknown[]) => Output;

const names = ["aa", "bb", "cc"];
const literals = [
  ...` ${"    "}xx1202-sA=\t\n;&|#~*?!^{}[]()\\"'$+@%,:./é`,
  ...["$HOME", "$X", "${", "{a,b}", '"a b"', "'$X'", '"$X y"', '" \\" "', "if", "[[", "&&", "||"],
  ...[
    "\\n",
    "\\~",
    "\\;",
    "2>/dev/null",
    ">/dev/null",
    "&>/dev/null",
    "</dev/null",
    "2>&1",
    "1>&2",
  ],
  ...names,
];
const values = [
  "v w",
  "",
  "a'b",
  'c"d',
  "$X",
  "*",
  1,
  null,
  ["l1", "l 2"],
  ["x", ["y"]],
  "aa",
  ";",
];

test("Bun executes no command that was not read, nor other arguments", {
  skip: "Bun" in globalThis ? false : "there is no Bun API in Deno",
}, async () => {
  patch();
  const shell = state.originals.get("Bun.$") as (strings: object, ...values: unknown[]) => Output;
  const folder = mkdtempSync(join(tmpdir(), "line-"));
  const log = join(folder, "log");
  const record = `#!/bin/sh\n{ printf '%s\\0' "\${0##*/}" "$@"; printf '\\1'; } >> ${log}\n`;
  for (const name of names) writeFileSync(join(folder, name), record);
  for (const name of names) chmodSync(join(folder, name), 0o755);
  const cwd = join(folder, "cwd");
  mkdirSync(cwd);
  const part = fc.array(fc.constantFrom(...literals), { maxLength: 5 }).map((each) =>
    each.join("")
  );
  const piece = fc.tuple(fc.constantFrom<unknown>(...values), part);
  try {
    await fc.assert(
      fc.asyncProperty(part, fc.array(piece, { maxLength: 2 }), async (first, pieces) => {
        const raw = [`aa ${first}`, ...pieces.map(([, text]) => text)];
        const given = pieces.map(([value]) => value);
        writeFileSync(log, "");
        try {
          const promise = shell({ raw }, ...given).cwd(cwd).nothrow();
          await promise.quiet().env({ PATH: folder, HOME: "/h", X: "bb" });
        } catch {
          // Bun could not read it either
          return;
        }
        const executed = readFileSync(log, "utf8").split("\x01").slice(0, -1)
          .map((each) => each.split("\0").slice(0, -1));
        const commands = readTemplate(raw, given);
        if (!commands) return;
        for (const [name] of executed) assert.ok(commands.some(({ file }) => file === name));
        const [only] = commands;
        if (commands.length > 1 || only?.obstacle !== undefined) return;
        assert.deepEqual(executed, [[only!.file, ...only!.args]]);
      }),
      { numRuns: 400 },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
