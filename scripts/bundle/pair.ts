// SPDX-License-Identifier: Apache-2.0

/** The form of the bundle's file of lookups, as its writer and its reader know it. @module */

/** The first line, which names the register that the file was made with. */
export function firstLine(pair: string): string {
  return `// ${pair}\n`;
}

/** What stands in front of the lookups. */
export const lookupsStart = "export const lookups =\n";

/** What stands between the lookups and the parser. */
export const parserStart = ";\nexport const parser =\n";
