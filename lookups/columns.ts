// SPDX-License-Identifier: Apache-2.0

/** Tables as libsmartcols of util-linux prints them where the output is no terminal. @module */

/** One column of a table. */
export interface TableColumn {
  /** What stands above it, and names its values in JSON. */
  readonly header: string;
  /** On which side of the values room is left. */
  readonly side: "left" | "right";
  /** How JSON writes the values. */
  readonly json: "number" | "string" | "boolean";
}

/** Rows under headers. */
export function tableOf(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  { withHeader = true }: { withHeader?: boolean } = {},
): string {
  const lines = withHeader ? [columns.map(({ header }) => header), ...rows] : rows;
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]!.length)));
  return lines.map((line) => {
    const cells = line.map((cell, at) => {
      if (columns[at]!.side === "right") return cell.padStart(widths[at]!);
      return at === columns.length - 1 ? cell : cell.padEnd(widths[at]!);
    });
    return `${cells.join(" ")}\n`;
  }).join("");
}

/** The same rows as JSON. */
export function jsonOf(
  name: string,
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): string {
  const objects = rows.map((row) => {
    const members = columns.map(({ header, json }, at) =>
      `         ${JSON.stringify(header.toLowerCase())}: ${jsonValue(row[at]!, json)}`
    );
    return `{\n${members.join(",\n")}\n      }`;
  });
  return `{\n   "${name}": [\n      ${objects.join(",")}\n   ]\n}\n`;
}

/** Values as they come: a number that is none stays as it is, and is no JSON then. */
function jsonValue(text: string, kind: TableColumn["json"]): string {
  if (text === "" || (text === "-" && kind === "boolean")) return "null";
  if (kind === "string") return JSON.stringify(text);
  if (kind === "number") return text;
  return /^[0nN]/.test(text) ? "false" : "true";
}
