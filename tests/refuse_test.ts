// SPDX-License-Identifier: Apache-2.0

/** `unknown: "refuse"`: whatever way a program is asked for, none is executed. @module */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { after, test } from "node:test";
import { root } from "../scripts/runtimes.ts";

const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
after(() => rmSync(directory, { recursive: true }));
const marker = join(directory, "executed");

const node = [
  `cp.spawn("touch", [marker])`,
  `cp.spawn("touch", [marker], { detached: true })`,
  `cp.spawn("touch", [marker], { stdio: ["pipe", "pipe", "pipe", "pipe"] })`,
  `cp.spawn("touch", [marker], { stdio: ["pipe", "pipe", "pipe", "ipc"] })`,
  `cp.spawn("touch " + marker, { shell: true, uid: 0 })`,
  `cp.exec("touch " + marker, () => {})`,
  `cp.execFile("touch", [marker], { uid: 0 }, () => {})`,
  `cp.spawnSync("touch", [marker])`,
  `cp.spawnSync("touch", [marker], { detached: true })`,
  `cp.spawnSync("touch", [marker], { killSignal: "SIGUSR1" })`,
  `cp.spawnSync("touch", [marker], { unheardOf: 1, shell: true })`,
  `cp.execSync("touch " + marker, { uid: 0 })`,
  `cp.execFileSync("touch", [marker], { stdio: [0, 1, 2] })`,
  `cp.default.execSync("touch " + marker)`,
];
const bun = [
  `Bun.spawn(["touch", marker])`,
  `Bun.spawn(["touch", marker], { stdin: new Blob(["x"]) })`,
  `Bun.spawn({ cmd: ["touch", marker], ipc() {} })`,
  `Bun.spawnSync(["touch", marker])`,
  `Bun.spawnSync({ cmd: ["touch", marker], stdout: Bun.file("/dev/null") })`,
  // without a path, Bun's shell touches itself
  "await Bun.$`/usr/bin/touch ${marker}`",
  "await Bun.$`true && /usr/bin/touch ${marker} | true`.text()",
  "await Bun.$`echo $(/usr/bin/touch ${marker})`",
  "await Bun.$`${{ raw: '/usr/bin/touch ' + marker }}`",
  "await new Bun.$.Shell()`A=1 /usr/bin/touch ${marker} 2>/dev/null`.json()",
];
const deno = [
  `new Deno.Command("touch", { args: [marker] }).outputSync()`,
  `await new Deno.Command("touch", { args: [marker] }).output()`,
  `new Deno.Command("touch", { args: [marker], uid: 0 }).spawn()`,
  `new Deno.Command("touch", { args: [marker], detached: true }).spawn()`,
  `Deno.spawn("touch", [marker])`,
  `Deno.spawnAndWaitSync("touch", [marker])`,
  `await Deno.spawnAndWait("touch", [marker])`,
  `await Deno.run({ cmd: ["touch", marker] }).status()`,
];

for (const call of [...node, ...("Bun" in globalThis ? bun : deno)]) {
  test(`refused: ${call}`, () => {
    const file = join(directory, "program.mjs");
    writeFileSync(
      file,
      `import * as cp from "node:child_process";
       const marker = ${JSON.stringify(marker)};
       let child;
       try { child = ${call}; } catch { /* refused aloud */ }
       child?.on?.("error", () => {});
       await new Promise((resolve) => setTimeout(resolve, 60));`,
    );
    const flags = "Bun" in globalThis ? [] : ["-A", "--quiet"];
    const { status, stderr } = spawnSync(
      process.execPath,
      ["run", ...flags, "--preload", join(root, "register.ts"), file],
      { encoding: "utf8", env: { ...process.env, AA_MONKEYS_UNKNOWN: "refuse" } },
    );
    assert.equal(existsSync(marker), false);
    assert.match(stderr, /^aa-monkeys: refused /m);
    assert.equal(status, 0, stderr);
  });
}
