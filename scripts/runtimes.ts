// SPDX-License-Identifier: Apache-2.0

/** The runtimes that the project is tested with, and where its tasks find them. @module */
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const root: string = dirname(dirname(fileURLToPath(import.meta.url)));

/** An npm package that carries a runtime's binary. */
export interface RuntimePackage {
  /** The package's name. */
  readonly name: string;
  /** Its exact version. */
  readonly version: string;
  /** The binary's path in it. */
  readonly binary: string;
}

const arm = process.arch === "arm64";

/** The packages that carry the binaries: npm's `deno` and `bun` need their install scripts. */
export const runtimePackages: { readonly deno: RuntimePackage; readonly bun: RuntimePackage } = {
  deno: {
    name: arm ? "@deno/linux-arm64-glibc" : "@deno/linux-x64-glibc",
    version: "2.9.6",
    binary: "deno",
  },
  bun: {
    name: arm ? "@oven/bun-linux-aarch64" : "@oven/bun-linux-x64",
    version: "1.4.5",
    binary: "bin/bun",
  },
};

function binary({ name, binary }: RuntimePackage): string {
  return join(root, ".cache/runtimes/node_modules", name, binary);
}

/** The binaries. */
export const runtimes: { readonly deno: string; readonly bun: string } = {
  deno: binary(runtimePackages.deno),
  bun: binary(runtimePackages.bun),
};
