// SPDX-License-Identifier: Apache-2.0

/**
 * Brings what the project's tasks need: both runtimes in the versions that it is tested with, and
 * the generated modules. Quick where all is there.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { makeParser } from "./parser.ts";
import { root, runtimePackages, runtimes } from "./runtimes.ts";

const install = (directory: string): boolean =>
  spawnSync(process.execPath, ["install", "--quiet"], { cwd: directory, stdio: "inherit" })
    .status === 0;

/** Installs the runtimes' binaries from npm with whichever runtime this script runs on. */
function installRuntimes(): void {
  if (Object.values(runtimes).every((path) => existsSync(path))) return;
  const directory = join(root, ".cache/runtimes");
  const dependencies = Object.fromEntries(
    Object.values(runtimePackages).map(({ name, version }) => [name, version]),
  );
  prepare(directory, JSON.stringify({ private: true, dependencies }));
  install(directory);
  for (const path of Object.values(runtimes)) {
    if (!existsSync(path)) throw new Error(`Cannot install "${path}" from npm`);
  }
}

/** Installs the real packages that the end-to-end tests and the demo run, unchanged. */
function installPackages(): void {
  const directory = join(root, ".cache/packages");
  const manifest = readFileSync(join(root, "tests/packages/package.json"), "utf8");
  const installed = join(directory, "package.json");
  const isCurrent = existsSync(installed) && readFileSync(installed, "utf8") === manifest &&
    existsSync(join(directory, "node_modules"));
  if (isCurrent) return;
  prepare(directory, manifest);
  if (!install(directory)) {
    throw new Error("Cannot install the packages of tests/packages from npm");
  }
}

function prepare(directory: string, manifest: string): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "package.json"), manifest);
  // a deno.json of its own keeps Deno from taking the project's
  writeFileSync(join(directory, "deno.json"), JSON.stringify({ nodeModulesDir: "auto" }));
}

/** Programs that tests use, with the packages that Debian 12 has them in. */
const programs: Readonly<Record<string, string>> = {
  // the witness of what is executed
  "strace": "strace",
  // the native code is the same bytes by these compilers alone
  "x86_64-linux-gnu-gcc-12": "gcc-12",
  "aarch64-linux-gnu-gcc-12": "gcc-12-aarch64-linux-gnu",
};

/** Installs what is missing, where this is Debian and we may. */
function installPrograms(): void {
  const missing = () =>
    Object.keys(programs).filter((program) =>
      spawnSync(program, ["--version"], { stdio: "ignore" }).status !== 0
    );
  const wanted = missing().map((program) => programs[program]!);
  if (wanted.length === 0 || process.getuid?.() !== 0) return;
  const options = { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  const install = ["install", "-qq", "-y", "--no-install-recommends"];
  spawnSync("apt-get", ["update", "-qq"], options as never);
  // one by one: a release that lacks one has the others
  for (const name of wanted) spawnSync("apt-get", [...install, name], options as never);
  for (const program of missing()) {
    console.warn(`"${program}" cannot be installed: its tests are skipped`);
  }
}

await makeParser();
installRuntimes();
installPackages();
installPrograms();
