// SPDX-License-Identifier: Apache-2.0

/**
 * Makes npm's package by what is built into Deno: `deno task pack [FILE]`. The modules are `deno
 * pack`'s, the bundle is ours, and the manifest is that of the release (scripts/npm/build.ts).
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { root, runtimes } from "../runtimes.ts";
import { bundleFolder, configuration, manifest } from "./manifest.ts";

const { name, version } = configuration;
const plain = `${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
const tarball = resolve(process.argv[2] ?? join(root, "dist", plain));
const scratch = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
const run = (file: string, ...args: string[]) =>
  execFileSync(file, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });

try {
  const modules = join(scratch, "modules.tgz");
  run(runtimes.deno, "pack", "--quiet", "--no-source-maps", "--allow-dirty", "--output", modules);
  run("tar", "-xzf", modules, "-C", scratch);
  const folder = join(scratch, "package");
  run(runtimes.deno, "run", "-A", "scripts/bundle.ts", join(folder, bundleFolder));
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest("./"), undefined, 2)}\n`);
  mkdirSync(dirname(tarball), { recursive: true });
  // the same bytes from the same sources
  const plainly = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mtime=@0"];
  run("tar", ...plainly, "--mode=u=rwX,go=rX", "-czf", tarball, "-C", scratch, "package");
  console.log(tarball);
} finally {
  rmSync(scratch, { recursive: true });
}
