// SPDX-License-Identifier: Apache-2.0

/**
 * Brings what the project's tasks need: both runtimes in the versions that it is tested with, and
 * the generated modules. Quick where all is there.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { root, runtimePackages, runtimes } from "./runtimes.ts";

/** Installs the runtimes' binaries from npm with whichever runtime this script runs on. */
function installRuntimes(): void {
  if (Object.values(runtimes).every((path) => existsSync(path))) return;
  const directory = join(root, ".cache/runtimes");
  mkdirSync(directory, { recursive: true });
  const dependencies = Object.fromEntries(
    Object.values(runtimePackages).map(({ name, version }) => [name, version]),
  );
  writeFileSync(join(directory, "package.json"), JSON.stringify({ private: true, dependencies }));
  // a deno.json of its own keeps Deno from taking the project's
  writeFileSync(join(directory, "deno.json"), JSON.stringify({ nodeModulesDir: "auto" }));
  const { status } = spawnSync(process.execPath, ["install"], { cwd: directory, stdio: "inherit" });
  for (const path of Object.values(runtimes)) {
    if (status !== 0 || !existsSync(path)) throw new Error(`Cannot install "${path}" from npm`);
  }
}

installRuntimes();
