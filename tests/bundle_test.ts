// SPDX-License-Identifier: Apache-2.0

/** The register and its lookups, two files, as an image without a package manager has it. @module */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { after, before, test } from "node:test";
import { root, runtimes } from "../scripts/runtimes.ts";

const hasStrace = spawnSync("strace", ["--version"], { stdio: "ignore" }).status === 0;
const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));

before(() => {
  const made = spawnSync(runtimes.deno, ["run", "-A", join(root, "scripts/bundle.ts"), directory]);
  assert.equal(made.status, 0, made.stderr.toString());
});

after(() => rmSync(directory, { recursive: true }));

/** Runs a program with the bundle loaded first. */
function run(program: string, ...flags: string[]): string {
  const preload = flags.includes("--preload") ? [] : ["--preload", "./register.js"];
  const file = join(directory, "program.mjs");
  writeFileSync(file, program);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["run", ...flags, ...preload, file],
    { cwd: directory, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
  );
  assert.equal(status, 0, stderr);
  return stdout;
}

const all = "Bun" in globalThis ? [] : ["-A", "--quiet"];

/** Tells that a call was answered: the kernel gives no process such a number. */
const spawned = `
  import { spawnSync } from "node:child_process";
  const { pid, stdout } = spawnSync("uname", ["-s"]);
  const told = [pid > 2 ** 22, String(stdout)];
`;

test("the bundle answers in an empty directory", () => {
  const told = run(`${spawned} console.log(JSON.stringify(told));`, ...all);
  assert.deepEqual(JSON.parse(told), [true, "Linux\n"]);
});

test("a trace names the program that asked, and none of the bundle's files", () => {
  writeFileSync(join(directory, "asking.mjs"), spawned);
  const { stderr } = spawnSync(
    process.execPath,
    ["run", ...all, "--preload", "./register.js", "asking.mjs"],
    { cwd: directory, encoding: "utf8", env: { ...process.env, AA_MONKEYS_TRACE: "stderr" } },
  );
  assert.match(JSON.parse(stderr).site, /\/asking\.mjs:\d+:\d+$/);
});

/** A line that the splitter leaves to the parser. */
const parsed = `
  import { spawnSync } from "node:child_process";
  const { pid, stdout } = spawnSync("sh", ["-c", "for each in b a; do echo $each; done | sort"]);
  const told = [pid > 2 ** 22, String(stdout)];
`;

test("the bundle answers a line that needs the parser, here and in a worker", () => {
  writeFileSync(join(directory, "parsing.mjs"), `${parsed} postMessage(told);`);
  const told = run(
    `${parsed}
     const worker = new Worker(new URL("./parsing.mjs", import.meta.url), { type: "module" });
     worker.onmessage = ({ data }) => {
       console.log(JSON.stringify([told, data]));
       worker.terminate();
     };`,
    ...all,
  );
  assert.deepEqual(JSON.parse(told), [[true, "a\nb\n"], [true, "a\nb\n"]]);
});

test("lookups of several sections answer one line, and what none has is no command", () => {
  const told = run(
    `import { spawnSync } from "node:child_process";
     const line = "seq 3 | awk '{ print $1 * 2 }' | sed 's/4/x/' | grep -v x | sort -r; nonesuch";
     const { pid, status, stdout } = spawnSync("sh", ["-c", line]);
     console.log(JSON.stringify([pid > 2 ** 22, status, String(stdout)]));`,
    ...all,
  );
  assert.deepEqual(JSON.parse(told), [true, 127, "6\n2\n"]);
});

test("the parser's licence and integrity go with it", () => {
  const lookups = readFileSync(join(directory, "lookups.js"), "utf8");
  assert.match(lookups, /^\/\/ unbash 6\.0\.4, sha512-\S{88}\n\/\/\n\/\/ ISC License\n/m);
});

test("a worker of a program with the bundle answers, of the text that the bundle carries", () => {
  writeFileSync(join(directory, "worker.mjs"), `${spawned} postMessage(told);`);
  const told = run(
    `const worker = new Worker(new URL("./worker.mjs", import.meta.url), { type: "module" });
     worker.onmessage = ({ data }) => { console.log(JSON.stringify(data)); worker.terminate(); };`,
    ...all,
  );
  assert.deepEqual(JSON.parse(told), [true, "Linux\n"]);
});

test(
  "a worker that may read only its own file lives",
  { skip: "Bun" in globalThis ? "Bun has no permissions" : false },
  () => {
    writeFileSync(join(directory, "lone.mjs"), `postMessage("alive");`);
    const told = run(
      `const url = new URL("./lone.mjs", import.meta.url);
       const worker = new Worker(url, { type: "module", deno: { permissions: { read: [url] } } });
       worker.onmessage = ({ data }) => { console.log(data); worker.terminate(); };`,
      ...all,
      "--unstable-worker-options",
    );
    assert.equal(told, "alive\n");
  },
);

test("the bundle is at most 120 kB", () => {
  assert.ok(statSync(join(directory, "register.js")).size <= 120_000);
});

test("without the file of lookups beside it the register passes every call, with the reason", () => {
  const alone = join(directory, "alone");
  mkdirSync(alone);
  copyFileSync(join(directory, "register.js"), join(alone, "register.js"));
  const told = run(
    `${spawned} import { subscribe } from "node:diagnostics_channel";
     subscribe("@aa/monkeys:outcome", ({ outcome, reason }) => told.push(outcome, reason));
     spawnSync("uname");
     console.log(JSON.stringify(told));`,
    ...all,
    "--preload",
    "./alone/register.js",
  );
  const [answered, , outcome, reason] = JSON.parse(told);
  assert.deepEqual([answered, outcome], [false, "passed"]);
  assert.match(reason, /^no lookups file:.*lookups\.js$/);
});

test("starting reads the register alone", { skip: hasStrace ? false : "no strace" }, () => {
  const log = join(directory, "strace");
  const program = join(directory, "empty.mjs");
  writeFileSync(program, "");
  const flags = ["run", ...all, "--preload", join(directory, "register.js"), program];
  spawnSync("strace", ["-f", "-e", "trace=openat,open", "-o", log, process.execPath, ...flags]);
  const opened = readFileSync(log, "utf8");
  assert.match(opened, /register\.js/);
  assert.doesNotMatch(opened, /lookups\.js/);
});
