// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { root, runtimes } from "../scripts/runtimes.ts";

const register = join(root, "register.ts");
const probe = join(root, "tests/support/programs/register_probe.mjs");

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Form {
  readonly command: readonly string[];
  readonly env?: Record<string, string>;
  readonly files?: Record<string, string>;
}

/** Runs a command in an empty directory; this process' own library is not loaded here. */
function run({ command, env = {}, files = {} }: Form): Run {
  const cwd = mkdtempSync(join(tmpdir(), "aa-register-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
    const { status, stdout, stderr } = spawnSync(command[0]!, command.slice(1), {
      cwd,
      env: { PATH: process.env.PATH ?? "", HOME: cwd, DENO_DIR: denoDirectory(), ...env },
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

function denoDirectory(): string {
  return process.env.DENO_DIR ?? join(process.env.HOME ?? "/root", ".cache/deno");
}

function report(form: Form) {
  const { status, stdout, stderr } = run(form);
  assert.equal(status, 0, stderr);
  return { ...JSON.parse(stdout), stderr };
}

const deno = [runtimes.deno, "run", "--no-prompt", "-A"];
const bun = [runtimes.bun];
const importing = `import ${JSON.stringify(register)};\nawait import(${JSON.stringify(probe)});\n`;
const importingTwice = `import ${JSON.stringify(register)};
await import(${JSON.stringify(`file://${register}?second`)});
await import(${JSON.stringify(probe)});
`;
const preloadToml = `preload = [${JSON.stringify(register)}]\n`;

const forms: Record<string, Form> = {
  "deno run --preload": { command: [...deno, "--preload", register, probe] },
  "deno run --import": { command: [...deno, "--import", register, probe] },
  "Deno, first import": { command: [...deno, "main.mjs"], files: { "main.mjs": importing } },
  "Deno, loaded twice": { command: [...deno, "main.mjs"], files: { "main.mjs": importingTwice } },
  "bun --preload": { command: [...bun, "--preload", register, probe] },
  "bun --import": { command: [...bun, "--import", register, probe] },
  "bun --require": { command: [...bun, "--require", register, probe] },
  "bunfig.toml": { command: [...bun, probe], files: { "bunfig.toml": preloadToml } },
  "BUN_OPTIONS": { command: [...bun, probe], env: { BUN_OPTIONS: `--preload=${register}` } },
  "Bun, first import": { command: [...bun, "main.mjs"], files: { "main.mjs": importing } },
};

for (const [name, form] of Object.entries(forms)) {
  test(`${name} answers both APIs`, () => {
    const { own, node, counts } = report(form);
    assert.deepEqual([own, node], ["Linux\n", "Linux\n"]);
    assert.deepEqual(counts, [{ command: "uname", outcome: "answered", count: 2 }]);
  });
}

const preloaded = {
  Deno: [...deno, "--preload", register, probe],
  Bun: [...bun, "--preload", register, probe],
};

/** A value of each setting that it may not have, and how that is told. */
const wrong: Record<string, [value: string, message: RegExp]> = {
  AA_MONKEYS: ["of", /Cannot set AA_MONKEYS to "of": allowed are "on" and "off"/],
  AA_MONKEYS_LOOKUPS: ["-unmae", /AA_MONKEYS_LOOKUPS to "unmae": the lookups are .*"uname"/],
  AA_MONKEYS_UNKNOWN: ["deny", /AA_MONKEYS_UNKNOWN to "deny": allowed are "pass" and "refuse"/],
  AA_MONKEYS_ALLOW: ["bin/", /AA_MONKEYS_ALLOW to bin\/: allowed is a list of commands/],
  AA_MONKEYS_FILES: ["none", /AA_MONKEYS_FILES to "none": allowed are "system" and "all"/],
  AA_MONKEYS_TRACE: ["trace", /AA_MONKEYS_TRACE to "trace": allowed are "off", "stderr" and the/],
  AA_MONKEYS_TRACE_ARGUMENTS: [
    "1",
    /AA_MONKEYS_TRACE_ARGUMENTS to "1": allowed are "on" and "off"/,
  ],
};

/** Tells which APIs are others once the register is loaded. */
const taken = `
  const child = process.getBuiltinModule("node:child_process");
  const threads = process.getBuiltinModule("node:worker_threads");
  const owners = {
    child, threads, globalThis, Bun: globalThis.Bun, Deno: globalThis.Deno,
    prototype: child.ChildProcess.prototype,
  };
  const names = ["Worker", "Command", "spawn", "spawnSync", "spawnAndWait", "spawnAndWaitSync", "$",
    "run", "exec", "execSync", "execFile", "execFileSync", "fork", "getBuiltinModule"];
  const all = () => Object.entries(owners).flatMap(([owner, object]) =>
    names.map((name) => [owner + "." + name, object?.[name]]));
  const before = all();
  await import(${JSON.stringify(register)});
  const after = new Map(all());
  const replaced = before.filter(([name, value]) => after.get(name) !== value);
  console.log(JSON.stringify({ replaced: replaced.map(([name]) => name) }));`;

for (const [runtime, command] of Object.entries(preloaded)) {
  test(`${runtime}: AA_MONKEYS=off leaves everything as it was`, () => {
    const { own, enabled, counts } = report({ command, env: { AA_MONKEYS: "off" } });
    assert.deepEqual([own, enabled, counts], ["Linux\n", false, []]);
  });

  test(`${runtime}: a lookup that is switched off passes with its reason`, () => {
    const { own, counts } = report({ command, env: { AA_MONKEYS_LOOKUPS: "-uname" } });
    assert.equal(own, "Linux\n");
    assert.deepEqual(counts, [
      { command: "uname", outcome: "passed", reason: "off uname", count: 2 },
    ]);
  });

  test(`${runtime}: a refusal fails the call and says one line`, () => {
    const env = { AA_MONKEYS_LOOKUPS: "-uname", AA_MONKEYS_UNKNOWN: "refuse" };
    const { own, node, stderr } = report({ command, env });
    assert.notEqual(own, "Linux\n");
    assert.equal(node, "EACCES");
    assert.equal(stderr, 'aa-monkeys: refused "uname": off uname\n'.repeat(2));
  });

  test(`${runtime}: AA_MONKEYS_ALLOW lets a command pass`, () => {
    const env = {
      AA_MONKEYS_LOOKUPS: "-uname",
      AA_MONKEYS_UNKNOWN: "refuse",
      AA_MONKEYS_ALLOW: "uname",
    };
    assert.equal(report({ command, env }).own, "Linux\n");
  });

  test(`${runtime}: a wrong value ends the program with one clear error`, () => {
    // the other runtime's tests go through all of them there
    const isOwn = (runtime === "Bun") === ("Bun" in globalThis);
    for (const [variable, [value, message]] of Object.entries(wrong).slice(isOwn ? 0 : -1)) {
      const { status, stderr, stdout } = run({ command, env: { [variable]: value } });
      assert.notEqual(status, 0, variable);
      assert.equal(stdout, "");
      assert.equal(stderr.match(/TypeError: /g)?.length, 1, stderr);
      assert.match(stderr, message);
    }
  });

  test(`${runtime}: AA_MONKEYS=off holds beside wrong values, and replaces nothing`, () => {
    const file = "taken.mjs";
    const form = { command: [...command.slice(0, -3), file], files: { [file]: taken } };
    const env = { AA_MONKEYS: "off", AA_MONKEYS_UNKNOWN: "deny", AA_MONKEYS_LOOKUPS: "nosuch" };
    const { replaced } = report({ ...form, env });
    assert.deepEqual(replaced, []);
    assert.ok(report(form).replaced.length >= 3, "the probe sees what is replaced");
  });
}

test("Bun: a variable of ./.env is no setting", () => {
  const { own, enabled, counts } = report({
    command: preloaded.Bun,
    files: { ".env": "AA_MONKEYS=off\nAA_MONKEYS_LOOKUPS=none\n" },
  });
  assert.deepEqual([own, enabled], ["Linux\n", true]);
  assert.equal(counts[0].outcome, "answered");
});

test("Deno without any permission starts, asks nobody, and denies as ever", () => {
  const { status, stdout, stderr } = run({
    command: [runtimes.deno, "run", "--no-prompt", "--preload", register, probe],
    env: { AA_MONKEYS: "off" },
  });
  assert.equal(status, 0, stderr);
  const { own, enabled, counts } = JSON.parse(stdout);
  assert.equal(own, "NotCapable");
  // the variable is not readable, hence not in force
  assert.equal(enabled, true);
  assert.ok(
    counts.length > 0 && counts.every((each: { outcome: string }) => each.outcome === "passed"),
  );
});
