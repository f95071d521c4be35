// SPDX-License-Identifier: Apache-2.0

/** Prints what is answered, a row for each command: docs/lookups.md is this, kept. @module */
import { lookups } from "../lookups/table.ts";

const rows = [...lookups.values()].toSorted((a, b) => a.name < b.name ? -1 : 1)
  .map(({ name, summary }) => [`\`${name}\``, summary.replaceAll("|", "\\|")] as const);
const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
const line = (cells: readonly string[]) =>
  `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
console.log(`# Lookups

What is answered, made by \`deno task lookups\` from what the lookups say of themselves. Anything else
passes to the original, unchanged.
`);
console.log(line(["command", "answered"]));
console.log(`| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`);
for (const row of rows) console.log(line(row));
