// SPDX-License-Identifier: Apache-2.0

/** Patched and original `Bun.$` side by side. @module */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { patch, stats } from "../patches/mod.ts";
import { state } from "../patches/state.ts";
import { executions, underRegister } from "./support/witness.ts";

interface ShellPromise extends Promise<Record<string, unknown>> {
  cwd(path?: unknown): ShellPromise;
  env(variables?: unknown): ShellPromise;
  quiet(): ShellPromise;
  nothrow(): ShellPromise;
  throws(does: boolean): ShellPromise;
  run(): ShellPromise;
  text(encoding?: string): Promise<string>;
  json(): Promise<unknown>;
  lines(): AsyncIterable<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
  bytes(): Promise<Uint8Array>;
  blob(): Promise<Blob>;
}
type ShellError = Error & ShellPromise & { info: unknown };
interface Shell {
  (strings: TemplateStringsArray, ...values: unknown[]): ShellPromise;
  nothrow(): this;
  cwd(path?: string): this;
  escape(text: string): string;
  braces(text: string): string[];
  readonly Shell: new () => Shell;
  readonly ShellPromise: new () => ShellPromise;
  readonly ShellError: new () => ShellError;
}
type Form = (shell: Shell) => unknown;

const bun = (globalThis as Record<string, unknown>)["Bun"] as { $: Shell } | undefined;
const skip = bun ? false : "there is no Bun API in Deno";

/** Answered: each form calls one command, or as many as its number. */
const answered: [string, Form, number?][] = [
  ["text", ($) => $`uname -s`.text()],
  ["text of an encoding", ($) => $`uname -s`.text("hex")],
  ["json", ($) => $`nproc`.json()],
  ["failed json", ($) => $`uname`.json()],
  ["lines", ($) => Array.fromAsync($`uname -s`.lines())],
  ["arrayBuffer", ($) => $`uname -s`.arrayBuffer()],
  ["bytes", ($) => $`uname -s`.bytes()],
  ["blob", async ($) => (await $`uname -s`.blob()).text()],
  ["output", ($) => $`uname -s`.quiet()],
  ["output's methods", async ($) => {
    const output = await $`nproc`.quiet() as never as ShellPromise;
    return [output.text(), output.json(), output.bytes(), await (await output.blob()).text()];
  }],
  ["run", ($) => $`uname -s`.quiet().run()],
  ["rejection", ($) => $`uname --foo`.quiet()],
  ["rejection's methods", async ($) => {
    const error = await $`uname --foo`.quiet().catch((thrown) => thrown as unknown) as ShellError;
    return [error instanceof $.ShellError, error.text(), error.info, error.message];
  }],
  ["nothrow", ($) => $`uname --foo`.nothrow().quiet()],
  ["throws", ($) => $`uname --foo`.nothrow().throws(true).quiet()],
  ["throws after run", async ($) => {
    const promise = $`uname --foo`.quiet().run();
    return await promise.nothrow();
  }],
  ["text rejects", ($) => $`uname --foo`.text()],
  ["changes after run", ($) => {
    const promise = $`uname`.quiet().run();
    return ["cwd", "env", "quiet"].map((name) => read(() => Reflect.get(promise, name)()));
  }],
  ["text twice", async ($) => {
    const promise = $`uname -s`;
    return [await promise.text(), await outcomeOf(() => promise.text())];
  }],
  ["awaited twice", async ($) => {
    const promise = $`uname -s`.quiet();
    return (await promise) === (await promise);
  }],
  ["cwd", ($) => $`realpath bin`.cwd("/usr").text()],
  ["relative cwd", ($) => $`realpath .`.cwd("..").text()],
  ["env", ($) => $`uname -m`.env({ PATH: "/usr/bin", A: "1" }).text()],
  ["finally", ($) => $`uname -s`.quiet().finally(() => {})],
  ["all", ($) => Promise.all([$`uname -s`.text(), $`uname -m`.text()]), 2],
  ["interpolation", ($) => $`${"uname"} ${["-s", "-m"]} -${"r"} ${"-v"}`.text()],
  ["interpolation of what is no option", ($) => $`uname ${"a b"} ${"$HOME;"}`.nothrow().quiet()],
  ["quotes", ($) => $`uname "-s" '-m' -"r" "-${"v"}" \-n`.text()],
  ["spaces and newlines", ($) =>
    $`
    uname   -s ;
  `.text()],
  ["2>&1", ($) => $`uname --foo 2>&1`.nothrow().quiet()],
  ["1>&2", ($) => $`uname -s 1>&2`.quiet()],
  ["2>/dev/null", ($) => $`uname --foo 2>/dev/null`.nothrow().quiet()],
  [">/dev/null", ($) => $`uname -s > /dev/null`.quiet()],
  ["&>/dev/null", ($) => $`uname --foo &> /dev/null`.nothrow().quiet()],
  ["</dev/null", ($) => $`uname -s < /dev/null`.quiet()],
  ["Shell", async ($) => {
    const shell = new $.Shell();
    const kept = [shell.nothrow() === shell, shell.cwd("/") === shell];
    return [kept, await shell`uname --foo`.quiet(), shell instanceof $.Shell, shell.name];
  }],
];

/** Left to the original, and so executed or done by Bun itself. */
const passed: [string, Form][] = [
  ["builtins", ($) => $`echo ${"a b"}; pwd; exit 3`.nothrow().quiet()],
  ["pipe", ($) => $`uname -s | tr a-z A-Z`.text()],
  ["list", ($) => $`uname -s && uname -m; uname --foo || echo x`.quiet()],
  ["stdin", ($) => $`cat < ${new Response("content")}`.text()],
  ["buffer", async ($) => {
    const buffer = Buffer.alloc(8);
    await $`uname -s > ${buffer}`.quiet();
    return buffer;
  }],
  ["word after a redirection", ($) => $`uname 2>/dev/null -s`.nothrow().quiet()],
  ["variables", ($) => $`FOO=1 uname $UNSET`.nothrow().quiet()],
  ["substitution", ($) => $`echo $(uname -s)`.text()],
  ["subshell", ($) => $`(uname -s; exit 2)`.nothrow().quiet()],
  ["pattern", ($) => $`uname /etc/pass*`.nothrow().quiet()],
  ["raw", ($) => $`${{ raw: "uname -s | wc -c" }}`.text()],
  ["condition", ($) => $`if true; then uname -s; fi`.text()],
  ["missing", ($) => $`aa-missing ${"x"}`.nothrow().quiet()],
  ["cwd that is not", ($) => $`uname`.cwd("/nonexistent").quiet()],
  ["PATH that is empty", ($) => $`uname`.env({ PATH: "" }).nothrow().quiet()],
  ["variable of the directory", ($) => $`printenv PWD`.cwd("/usr").text()],
  ["wrong cwd", ($) => $`uname`.cwd(5).quiet()],
  ["wrong env", ($) => $`uname`.env(5).quiet()],
  ["NUL", ($) => $`uname ${"\0"}`.quiet()],
  ["unbalanced", ($) => $`uname "`.quiet()],
  ["no template", ($) => ($ as (of: unknown) => unknown)("uname")],
  ["Shell without new", ($) => ($.Shell as unknown as () => unknown)()],
  ["escape and braces", ($) => [$.escape("a b"), $.braces("{a,b}")]],
];

function read(of: () => unknown): unknown {
  try {
    return [typeof of()];
  } catch (error) {
    return [String(error), { ...(error as object) }];
  }
}

async function outcomeOf(of: () => unknown): Promise<unknown> {
  try {
    const value = await of();
    return [value, Object.prototype.toString.call(value), Reflect.ownKeys(Object(value))];
  } catch (error) {
    const own = Object.getOwnPropertyNames(error).filter((name) => !/^(line|column)$/.test(name));
    return [String(error), own, { ...(error as object) }];
  }
}

for (const [title, form, calls = 1] of answered) {
  test(`Bun.$ answers in the original's shape: ${title}`, { skip }, async () => {
    patch();
    const original = state.originals.get("Bun.$") as Shell;
    const expected = await outcomeOf(() => form(original));
    const before = stats().answered;
    assert.deepEqual(await outcomeOf(() => form(bun!.$)), expected);
    assert.equal(stats().answered, before + calls);
  });
}

for (const [title, form] of passed) {
  test(`Bun.$ leaves to the original: ${title}`, { skip }, async () => {
    patch();
    const original = state.originals.get("Bun.$") as Shell;
    const expected = await outcomeOf(() => form(original));
    const before = stats().answered;
    assert.deepEqual(await outcomeOf(() => form(bun!.$)), expected);
    assert.equal(stats().answered, before);
  });
}

test("Bun.$ keeps its settings, its members and the caller's line", { skip }, async () => {
  patch();
  const original = state.originals.get("Bun.$") as Shell;
  const { $ } = bun!;
  const symbols = Object.getOwnPropertySymbols(original);
  const settings = () => symbols.map((each) => Reflect.get(original, each));
  const before = settings();
  try {
    assert.equal($.nothrow().cwd("/usr"), $);
    assert.notDeepEqual(settings(), before, "kept by the original");
    assert.equal((await $`uname --foo`.quiet()).exitCode, 1);
    assert.equal(await $`pwd`.text(), "/usr\n");
  } finally {
    for (const [index, each] of symbols.entries()) Reflect.set(original, each, before[index]);
  }
  assert.deepEqual(Object.getOwnPropertyNames($), Object.getOwnPropertyNames(original));
  assert.equal(Object.getPrototypeOf($), Object.getPrototypeOf(original));
  assert.ok($`uname` instanceof $.ShellPromise);
  const error = await $`uname --foo`.quiet().catch((thrown: Error) => thrown) as Error;
  assert.match(error.stack ?? "", /shape_bun_shell_test\.ts/);
});

test("a promise of Bun.$ is decided when it runs", { skip }, async () => {
  patch();
  const before = stats();
  const promise = bun!.$`uname -s`.quiet();
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepEqual(stats(), before);
  const lines = bun!.$`uname -s`.lines();
  assert.deepEqual(stats(), before);
  for await (const line of lines) assert.ok(line === "Linux" || line === "");
  await promise;
  assert.equal(stats().answered, before.answered + 2);
});

const witnessed = `
const { $ } = Bun;
await $\`uname -s\`;
await $\`uname --foo\`.nothrow();
for await (const line of $\`\${["uname", "-m"]} 2>&1\`.lines()) console.log(line);
const shell = new $.Shell();
console.log(await shell\`getconf GNU_LIBC_VERSION\`.text());
await $\`uname --foo\`.text().catch(() => {});
$\`aa-never-run\`;
`;

test("answered templates of Bun.$ execute nothing", { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), "shell-"));
  try {
    const file = join(folder, "script.mjs");
    writeFileSync(file, witnessed);
    const { executed, stdout } = executions(underRegister(file));
    assert.deepEqual(executed, []);
    const plain = spawnSync(process.execPath, [file], { encoding: "utf8" });
    assert.equal(stdout, plain.stdout);
    writeFileSync(file, `await Bun.$\`strace -V\`.quiet()`);
    assert.equal(executions(underRegister(file)).executed.length, 1, "the witness sees programs");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a refused template of Bun.$ fails as one whose command is missing", { skip }, async () => {
  patch();
  const original = state.originals.get("Bun.$") as Shell;
  const nowhere = { PATH: "/nonexistent" };
  const refused: Form[] = [
    ($) => $`strace -V`.quiet(),
    ($) => $`strace -V`.text(),
    ($) => $`strace -V`.nothrow().quiet(),
    ($) => $`strace ${"-V"} 2>/dev/null | strace`.nothrow().quiet(),
  ];
  const unread: Form[] = [
    ($) => $`echo $(strace -V)`.nothrow().quiet(),
    ($) => $`${{ raw: "wc -c" }}`.nothrow().quiet(),
    ($) => $`wc -c < /dev/null; (strace)`.nothrow().quiet(),
  ];
  const expected = await outcomeOf(() => original`strace`.env(nowhere).nothrow().quiet());
  const rejected = await outcomeOf(() => original`strace`.env(nowhere).quiet());
  const { settings } = state;
  state.settings = { ...settings, unknown: "refuse", allow: ["wc"] };
  try {
    const { $ } = bun!;
    const outcomes = [];
    for (const form of refused) outcomes.push(await outcomeOf(() => form($)));
    assert.deepEqual(outcomes, [rejected, rejected, expected, expected]);
    for (const form of unread) {
      const [output] = await outcomeOf(() => form($)) as [{ stderr: Uint8Array }];
      assert.equal(String(output.stderr), "bun: command not found: $\n");
    }
    assert.equal(await $`echo x | wc -c`.text(), "2\n", "allowed");
    assert.equal(await $`uname -s; pwd`.nothrow().text(), "", "answered only alone");
    assert.equal(await $`uname -s`.text(), "Linux\n");
  } finally {
    state.settings = settings;
  }
});
