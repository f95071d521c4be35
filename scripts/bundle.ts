// SPDX-License-Identifier: Apache-2.0

/**
 * Makes `dist/register.js` and `dist/lookups.js`, for images without a package manager; an argument
 * names another folder.
 *
 * The register puts the patches in place and is all that a start needs. It is one named function of
 * its own URL: its text is what a worker is given that may not read the file. What answers calls
 * stands in the other file, as a function; behind it, as text that is not even parsed before a line
 * needs it, the shell's parser. The file of both is a module, so that a program's own bundler takes
 * it along with the register.
 *
 * @module
 */
import { build, type BuildOptions, type Plugin } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { firstLine, lookupsStart, parserStart } from "./bundle/pair.ts";
import { parserExpression } from "./parser.ts";
import { root } from "./runtimes.ts";

const directory = process.argv[2] ?? join(root, "dist");
const licence = "// @aa/monkeys, Apache-2.0\n";
/** What the register hands to the rest (scripts/bundle/engine_beside.ts). */
const parameters = "aaMonkeysParser,aaMonkeysRegister,aaMonkeysUrl";

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

const { outputFiles } = await build({
  ...common,
  entryPoints: ["patches/calls.ts"],
  format: "iife",
  globalName: "aaMonkeysLookups",
  define: { "import.meta.url": "aaMonkeysUrl" },
  write: false,
});
const made = `(function(${parameters}){${outputFiles[0]!.text.trim()}return aaMonkeysLookups})`;
const text = `${lookupsStart}${made}${parserStart}${await parserExpression()}\n`;
const pair = createHash("sha256").update(text).digest("hex").slice(0, 32);
mkdirSync(directory, { recursive: true });
writeFileSync(join(directory, "lookups.js"), `${firstLine(pair)}${licence}${text}`);
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
