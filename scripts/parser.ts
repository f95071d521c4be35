// SPDX-License-Identifier: Apache-2.0

/**
 * Makes `shell/unbash.js`: the parser of the shell's language in one function, `load`, that makes it
 * when it is called. Text that is not evaluated costs little, and it needs no `require`, which an
 * origin that is no file does not have. The file is published and not committed.
 *
 * @module
 */
import { build } from "esbuild";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./runtimes.ts";

const target = join(root, "shell/unbash.js");

/** The parser as one expression: a function that gives its exports; its licence in front. */
async function parserExpression(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: `export { parse } from "unbash";`, resolveDir: root },
    bundle: true,
    minify: true,
    format: "iife",
    globalName: "unbash",
    platform: "neutral",
    target: "es2024",
    legalComments: "none",
    write: false,
  });
  return `${notice()}(function(){${outputFiles[0]!.text.trim()}return unbash})`;
}

/** What goes wherever the parser goes: name, version, integrity of the package, and its licence. */
export function notice(): string {
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  const { name, version } = JSON.parse(read("node_modules/unbash/package.json"));
  const { integrity } = JSON.parse(read("deno.lock")).npm[`${name}@${version}`];
  const licence = read("node_modules/unbash/LICENSE").trim();
  const lines = [`${name} ${version}, ${integrity}`, "", ...licence.split("\n")];
  return lines.map((line) => `// ${line}`.trim()).join("\n") + "\n";
}

/** Makes the module where it is missing or of another version. */
export async function makeParser(): Promise<void> {
  if (existsSync(target) && readFileSync(target, "utf8").includes(notice())) return;
  const text = await parserExpression();
  const types = `// @ts-self-types="./unbash.d.ts"\n`;
  writeFileSync(
    target,
    `${types}const make = ${text};\nexport function load() { return make(); }\n`,
  );
}
