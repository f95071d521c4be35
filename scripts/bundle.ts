// SPDX-License-Identifier: Apache-2.0

/**
 * Makes `dist/register.js` and `dist/lookups.js`, for images without a package manager; an argument
 * names another folder.
 *
 * The register is one named function of its own URL: its text is what a worker is given that may not
 * read the file. The lookups are a function of the modules that the register has already; behind
 * them, as text that is not even parsed before a line needs it, stands the shell's parser. The file
 * of both is a module, so that a program's own bundler takes it along with the register.
 *
 * @module
 */
import { build, type BuildOptions, type Plugin } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import process from "node:process";
import { firstLine, lookupsStart, parserStart } from "./bundle/pair.ts";
import { parserExpression } from "./parser.ts";
import { root } from "./runtimes.ts";

const directory = process.argv[2] ?? join(root, "dist");
const licence = "// @aa/monkeys, Apache-2.0\n";
const engine = join(root, "patches/engine.ts");
const beside = join(root, "scripts/bundle/engine_beside.ts");
const shared = join(root, "scripts/bundle/shared_modules.ts");
const parser = join(root, "scripts/bundle/parser_beside.ts");

const common = {
  bundle: true,
  minify: true,
  platform: "neutral",
  target: "es2024",
  external: ["node:*", "bun:*"],
  legalComments: "none",
  absWorkingDir: root,
} as const satisfies BuildOptions;

/**
 * The register, with the way to the lookups, and the named modules handed to them.
 *
 * @param pair what marks the file of lookups that belongs to it
 */
function registerOptions(modules: readonly string[], pair: string): BuildOptions {
  return {
    ...common,
    entryPoints: ["register.ts"],
    format: "iife",
    define: { "import.meta.url": "aaMonkeysUrl", aaMonkeysPair: JSON.stringify(pair) },
    banner: { js: `${licence}function aaMonkeysRegister(aaMonkeysUrl,aaMonkeysBundled){` },
    // what a bundler reads here, it puts into its own file. No runtime needs it, and Deno, which
    // would read the file at the start, does not see it within the second parentheses
    footer: { js: '}aaMonkeysRegister(import.meta.url,()=>require(("./lookups.js")));' },
    plugins: [replaced(modules)],
  };
}

function replaced(modules: readonly string[]): Plugin {
  return {
    name: "replaced",
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /\/engine\.ts$/ }, () => ({ path: beside }));
      onLoad({ filter: /\/shared_modules\.ts$/ }, () => ({
        contents: modules.map((path, index) => `import * as m${index} from "../../${path}";`)
          .concat(`export const sharedModules = [${modules.map((_, index) => `m${index}`)}];`)
          .join("\n"),
        loader: "ts",
      }));
    },
  };
}

/** The parser is not made with the lookups: the engine's loader hands them a way to make it. */
const parserBeside: Plugin = {
  name: "parser beside",
  setup({ onResolve }) {
    onResolve({ filter: /\/unbash\.js$/ }, () => ({ path: parser }));
  },
};

/** Gives modules of the register to the lookups, in place of copies: they have state. */
function borrowed(modules: readonly string[]): Plugin {
  return {
    name: "borrowed",
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const index = modules.indexOf(relative(root, path));
        if (index < 0) return undefined;
        const names = Object.keys(await import(path));
        return { contents: `export const { ${names} } = aaMonkeysShared[${index}];` };
      });
    },
  };
}

async function inputsOf(options: BuildOptions): Promise<Set<string>> {
  const { metafile } = await build({ ...options, write: false, metafile: true });
  return new Set(Object.keys(metafile!.inputs));
}

const lookups: BuildOptions = {
  ...common,
  entryPoints: ["patches/answer.ts"],
  format: "iife",
  globalName: "aaMonkeysLookups",
  plugins: [parserBeside],
};
const [registered, answering] = [
  await inputsOf(registerOptions([], "")),
  await inputsOf(lookups),
];
const own = [engine, beside, shared].map((path) => relative(root, path));
const modules = [...registered].filter((path) => answering.has(path) && !own.includes(path))
  .toSorted();

const { outputFiles } = await build({
  ...lookups,
  plugins: [parserBeside, borrowed(modules)],
  write: false,
});
const made = `(function(aaMonkeysShared,aaMonkeysParser){${outputFiles![0]!.text.trim()}` +
  "return aaMonkeysLookups})";
const text = `${lookupsStart}${made}${parserStart}${await parserExpression()}\n`;
const pair = createHash("sha256").update(text).digest("hex").slice(0, 32);
mkdirSync(directory, { recursive: true });
writeFileSync(join(directory, "lookups.js"), `${firstLine(pair)}${licence}${text}`);
await build({ ...registerOptions(modules, pair), outfile: join(directory, "register.js") });
