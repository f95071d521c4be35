// SPDX-License-Identifier: Apache-2.0

/**
 * Makes `dist/register.js` and `dist/lookups.js`, for images without a package manager; an argument
 * names another folder.
 *
 * The register puts the patches in place and is all that a start needs. It is one named function of
 * its own URL: its text is what a worker is given that may not read the file. What answers calls
 * stands in the other file, in sections, of which each is text that is not even parsed before a call
 * needs it. The file of both is a module, so that a program's own bundler takes it along with the
 * register.
 *
 * @module
 */
import { build, type BuildOptions, type Plugin } from "esbuild";
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { late } from "./bundle/late.ts";
import {
  firstLine,
  sectionsBetween,
  sectionsEnd,
  sectionsStart,
  sizesLine,
} from "./bundle/pair.ts";
import { sectionsOf } from "./bundle/sections.ts";
import { notice } from "./parser.ts";
import { root } from "./runtimes.ts";

const directory = process.argv[2] ?? join(root, "dist");
/** What answers calls. */
const entryPoint = "patches/calls.ts";
const licence = "// @aa/monkeys, Apache-2.0\n";
/** Puts modules of the bundle in the place of modules that load the same in another way. */
const beside: Plugin = {
  name: "beside",
  setup({ onResolve }) {
    const path = (name: string) => join(root, `scripts/bundle/${name}_beside.ts`);
    onResolve({ filter: /\/engine\.ts$/ }, () => ({ path: path("engine") }));
    onResolve({ filter: /\/unbash\.js$/ }, () => ({ path: path("parser") }));
  },
};

const common = {
  bundle: true,
  minify: true,
  platform: "neutral",
  target: "es2024",
  external: ["node:*", "bun:*"],
  legalComments: "none",
  absWorkingDir: root,
  plugins: [beside],
} satisfies BuildOptions;

const built = await build({
  ...common,
  entryPoints: [entryPoint],
  format: "esm",
  splitting: true,
  outdir: directory,
  chunkNames: "[hash]",
  define: { "import.meta.url": "aaMonkeysUrl" },
  plugins: [late, beside],
  metafile: true,
  write: false,
});
const sections = sectionsOf(built, entryPoint);
const sizes = sizesLine(sections.map((each) => Buffer.byteLength(each)));
const text = sizes + licence + notice() + sectionsStart + sections.join(sectionsBetween) +
  sectionsEnd;
const pair = createHash("sha256").update(text).digest("hex").slice(0, 32);
mkdirSync(directory, { recursive: true });
writeFileSync(join(directory, "lookups.js"), firstLine(pair) + text);
await build({
  ...common,
  entryPoints: ["register.ts"],
  // no function within the function: an engine reads what it has not compiled yet once more
  format: "esm",
  define: { "import.meta.url": "aaMonkeysUrl", aaMonkeysPair: JSON.stringify(pair) },
  banner: {
    js: `${licence}function aaMonkeysRegister(aaMonkeysUrl,aaMonkeysBundled){"use strict";`,
  },
  // what a bundler reads here, it puts into its own file. No runtime needs it, and Deno, which
  // would read the file at the start, does not see it within the second parentheses
  footer: { js: '}aaMonkeysRegister(import.meta.url,()=>require(("./lookups.js")));' },
  outfile: join(directory, "register.js"),
});
