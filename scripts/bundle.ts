// SPDX-License-Identifier: Apache-2.0

/**
 * Makes `dist/register.js`, the register in one file, for images without a package manager; an
 * argument names another folder.
 *
 * The whole is one named function of its own URL: its text is what a worker is given that may not
 * read the file.
 *
 * @module
 */
import { build } from "esbuild";
import { join } from "node:path";
import process from "node:process";
import { root } from "./runtimes.ts";

await build({
  entryPoints: [join(root, "register.ts")],
  outfile: join(process.argv[2] ?? join(root, "dist"), "register.js"),
  bundle: true,
  minify: true,
  format: "iife",
  platform: "neutral",
  target: "es2024",
  external: ["node:*", "bun:*"],
  define: { "import.meta.url": "aaMonkeysUrl" },
  banner: {
    js: "// @aa/monkeys, Apache-2.0\nfunction aaMonkeysRegister(aaMonkeysUrl){",
  },
  footer: { js: "}aaMonkeysRegister(import.meta.url);" },
  legalComments: "none",
});
