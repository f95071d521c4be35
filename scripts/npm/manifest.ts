// SPDX-License-Identifier: Apache-2.0

/**
 * The one place from which npm's package takes its name, version, exports and metadata: deno.json,
 * and what only npm knows beside it.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { root } from "../runtimes.ts";

/** What is read of deno.json. */
export interface Configuration {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly description: string;
  /** Entries by specifier: `./register` is `./register.ts`. */
  readonly exports: Readonly<Record<string, string>>;
  readonly publish: { readonly include: readonly string[]; readonly exclude: readonly string[] };
}

/** The folder of the package that holds the bundle. */
export const bundleFolder = "dist";

/** deno.json, as it is published. */
export const configuration: Configuration = JSON.parse(
  readFileSync(join(root, "deno.json"), "utf8"),
);

/**
 * The package's package.json.
 *
 * The register is the bundle: a process starts sooner with it than with a hundred modules.
 *
 * @param modules the folder of the modules in the package, `./` or `./esm/`
 */
export function manifest(modules: string): Record<string, unknown> {
  const { name, version, license, description, exports } = configuration;
  const entries = Object.entries(exports).map(([specifier, source]) => {
    const stem = source.replace(/^\.\//, modules).replace(/\.ts$/, "");
    const file = specifier === "./register" ? `./${bundleFolder}/register.js` : `${stem}.js`;
    return [specifier, { types: `${stem}.d.ts`, default: file }] as const;
  });
  const { GITHUB_REPOSITORY: repository } = process.env;
  return {
    name,
    version,
    description,
    license,
    type: "module",
    keywords: [
      "apparmor",
      "deno",
      "bun",
      "ffi",
      "child_process",
      "confinement",
      "sandbox",
      "security",
      "audit",
    ],
    engines: { bun: ">=1.4.5", deno: ">=2.9.6" },
    exports: Object.fromEntries(entries),
    // npm's provenance wants the repository that the package is built from
    ...repository === undefined
      ? {}
      : { repository: { type: "git", url: `git+https://github.com/${repository}.git` } },
    publishConfig: { access: "public", provenance: true },
    // patches on import
    sideEffects: [`./${bundleFolder}/register.js`, `${modules}register.js`],
  };
}
