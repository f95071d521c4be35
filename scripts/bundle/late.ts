// SPDX-License-Identifier: Apache-2.0

/**
 * What the bundle loads when it is first called, and not with what calls it: the sections of its
 * file (scripts/bundle/sections.ts) begin here.
 *
 * @module
 */
import type { Plugin } from "esbuild";
import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { lookups } from "../../lookups/table.ts";
import { root } from "../runtimes.ts";

/** Functions by their module, and who imports them late. */
const functions: Readonly<Record<string, readonly string[]>> = {
  "patches/bun_shell_watch.ts": ["watchTemplate"],
  "patches/bun_spawn.ts": ["bunSpawn"],
  "patches/bun_spawn_sync.ts": ["bunSpawnSync"],
  "patches/configure.ts": ["configure"],
  "patches/deno_command.ts": ["denoCommand", "denoWait"],
  "patches/deno_run.ts": ["denoRun"],
  "patches/node_spawn.ts": ["accessError", "spawnChild"],
  "patches/threads_bun_class.ts": ["lendPreloads", "patchThreadClass"],
  "patches/trace.ts": ["trace"],
  "patches/worker_bun.ts": ["preloads", "withPreload"],
  "patches/worker_deno.ts": ["wrapNodeWorker", "wrapWebWorker"],
  "shell/evaluate.ts": ["evaluateLine"],
  "shell/lower.ts": ["parseLine"],
};

/** Puts functions in the place of modules, and of the table of lookups, that load them. */
export const late: Plugin = {
  name: "late",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^\./ }, ({ path, resolveDir, kind }) => {
      const file = relative(root, resolve(resolveDir, path));
      if (kind !== "import-statement") return undefined;
      if (file !== "lookups/table.ts" && !functions[file]) return undefined;
      return { path: join(root, file), namespace: "late" };
    });
    onLoad({ filter: /./, namespace: "late" }, async ({ path }) => {
      const names = functions[relative(root, path)];
      const contents = names ? callers(path, names) : await table(path);
      return { contents, resolveDir: dirname(path) };
    });
  },
};

function callers(path: string, names: readonly string[]): string {
  const module = `import(${JSON.stringify(path)})`;
  return names.map((name) => `export const ${name} = (...args) => ${module}.${name}(...args);`)
    .join("\n");
}

/** The table as far as calls need it: names, and the lookup of each, which is loaded for it. */
async function table(path: string): Promise<string> {
  const imports = readFileSync(path, "utf8").matchAll(/^import \{.*\} from "(\.\/[^"]+)";$/gm);
  const entries: string[] = [];
  for (const [, file] of imports) {
    const exports = Object.entries(await import(join(dirname(path), file!)));
    for (const [name, value] of exports) {
      const entry = [...lookups.values()].find((each) => each === value);
      if (entry) entries.push(`[${JSON.stringify(entry.name)}, () => import("${file}").${name}]`);
    }
  }
  if (entries.length !== lookups.size) throw new Error("Cannot find every lookup of the table");
  return `const entries = new Map([${entries.join()}]);
    export const lookups = { get: (name) => entries.get(name)?.(), keys: () => entries.keys() };`;
}
