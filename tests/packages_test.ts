// SPDX-License-Identifier: Apache-2.0

/** Real packages, unchanged: what they learn stays the same, and they execute nothing. @module */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { root } from "../scripts/runtimes.ts";

const packages = join(root, ".cache/packages");
const register = join(root, "register.ts");
const hasStrace = spawnSync("strace", ["--version"], { stdio: "ignore" }).status === 0;
const skip = hasStrace ? false : "strace is not installed";

/** A service has no SHELL: what `echo $SHELL` prints would be nothing. */
const env = { ...process.env, SHELL: "/bin/bash" };

/** Drivers whose lookups are all answered. */
const answered = [
  "command_exists",
  "detect_libc_denied",
  "detect_libc_v1",
  "elastic_apm_hostname",
  "node_machine_id",
  "os_locale",
  "osenv",
  "pidusage",
  "systeminformation_shell",
  "systeminformation_time",
  "term_size",
];

/** `hostname -f` is answered only where the file tells: a name server may take long. */
const isInHosts = readFileSync("/etc/hosts", "utf8").split(/\s+/).includes(hostname());

for (const name of answered) {
  const isUnnamed = name === "elastic_apm_hostname" && !isInHosts;
  const reason = isUnnamed ? "/etc/hosts does not name this machine" : skip;
  test(`${name} learns the same and executes nothing`, { skip: reason }, () => {
    const plain = trace(name, []);
    const patched = trace(name, ["--preload", register]);
    assert.equal(patched.stdout, plain.stdout);
    assert.deepEqual(patched.executed, []);
  });
}

/** Runs a driver under strace: what it printed, and the programs it executed. */
function trace(name: string, preload: string[]): { stdout: string; executed: string[] } {
  const scratch = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
  // drivers find the packages from the folder that holds them
  const driver = join(packages, `${name}.mjs`);
  cpSync(join(root, "tests/packages/drivers", `${name}.mjs`), driver);
  try {
    const log = join(scratch, "log");
    const permissions = "Bun" in globalThis ? [] : ["-A", "--quiet"];
    const { status, stdout, stderr } = spawnSync(
      "strace",
      ["-f", "-qq", "-s", "4096", "-e", "trace=execve,execveat", "-e", "signal=none", "-o", log]
        .concat(process.execPath, "run", permissions, preload, driver),
      { cwd: packages, encoding: "utf8", env, stdio: ["ignore", "pipe", "pipe"] },
    );
    assert.equal(status, 0, stderr);
    assert.notEqual(stdout.trim(), "", "the driver prints what it learnt");
    // a line of strace is "PID execve(…) = 0"; the first is the runtime's own
    const executed = readFileSync(log, "utf8").split("\n")
      .filter((line) => /execve(at)?\(.*= 0$/.test(line)).slice(1);
    return { stdout, executed };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
