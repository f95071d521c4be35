// SPDX-License-Identifier: Apache-2.0

/**
 * Makes npm's package by dnt, for a release: `deno run -A scripts/npm/build.ts FOLDER`. It needs JSR;
 * `deno task pack` makes the same package without it.
 *
 * @module
 */
import { build, emptyDir } from "jsr:@deno/dnt@0.42.3";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { root, runtimes } from "../runtimes.ts";
import { spawnSync } from "node:child_process";
import { bundleFolder, configuration, manifest } from "./manifest.ts";

const folder = process.argv[2];
if (folder === undefined) throw new TypeError("Cannot build: name the folder to make");

process.chdir(root);
await emptyDir(folder);
await build({
  entryPoints: Object.entries(configuration.exports).map(([name, path]) => ({ name, path })),
  outDir: folder,
  // both runtimes have their own globals: nothing is to stand in for them
  shims: {},
  // checked before, by Deno's compiler and by tsc
  typeCheck: false,
  test: false,
  scriptModule: false,
  skipSourceOutput: true,
  skipNpmInstall: true,
  declarationMap: false,
  compilerOptions: { target: "Latest" },
  package: { name: configuration.name, version: configuration.version },
});
const bundle = spawnSync(
  runtimes.deno,
  ["run", "-A", "scripts/bundle.ts", join(folder, bundleFolder)],
  { stdio: "inherit" },
);
if (bundle.status !== 0) throw new Error("Cannot make the bundle");
for (const each of ["README.md", "LICENSE", "CHANGELOG.md", "profiles"]) {
  cpSync(each, join(folder, each), { recursive: true });
}
writeFileSync(
  join(folder, "package.json"),
  `${JSON.stringify(manifest("./esm/"), undefined, 2)}\n`,
);
