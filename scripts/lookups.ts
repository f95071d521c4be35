// SPDX-License-Identifier: Apache-2.0

/**
 * Writes what is answered, a row for each command, from what the lookups say of themselves:
 * `docs/lookups.md`, and its part of README.md. With `--check` nothing is written, and the exit status
 * tells whether both are up to date.
 *
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { lookups } from "../lookups/table.ts";
import { root } from "./runtimes.ts";

const cells = [...lookups.values()].toSorted((a, b) => a.name < b.name ? -1 : 1)
  .map(({ name, summary, source }) => [`\`${name}\``, summary, source]);
const rows = [["command", "what is answered", "from"], ...cells]
  .map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
const line = (row: readonly string[]) =>
  `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
const [head, ...body] = rows.map(line);
const table = [head, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...body]
  .join("\n");

const readme = readFileSync(join(root, "README.md"), "utf8");
const documents = {
  "docs/lookups.md": `# Lookups

What is answered, made by \`deno task lookups\` from what the lookups say of themselves. Anything else
passes to the original, unchanged.

${table}
`,
  "README.md": readme.replace(
    /(<!-- made by "deno task lookups" -->\n)[^]*?(?=<!-- end -->)/,
    `$1\n${table}\n\n`.replaceAll("$", "$$$$").replace("$$1", "$1"),
  ),
};
for (const [name, text] of Object.entries(documents)) {
  if (readFileSync(join(root, name), "utf8") === text) continue;
  if (!process.argv.includes("--check")) writeFileSync(join(root, name), text);
  else {
    console.log(`${name} is not up to date: run "deno task lookups"`);
    process.exitCode = 1;
  }
}
