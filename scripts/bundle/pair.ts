// SPDX-License-Identifier: Apache-2.0

/** The form of the bundle's file of lookups, as its writer and its reader know it. @module */

/** The first line, which names the register that the file was made with. */
export function firstLine(pair: string): string {
  return `// ${pair}\n`;
}

/** The second line: how many bytes each section has. */
export function sizesLine(sizes: readonly number[]): string {
  return `// ${sizes.join(" ")}\n`;
}

/** What stands in front of the sections. */
export const sectionsStart = "export const sections = [\n";

/** What stands between two sections. */
export const sectionsBetween = "\n,\n";

/** What stands behind the last one. */
export const sectionsEnd = "\n];\n";

/** Where each section begins and ends in a file of so many bytes, by its second line. */
export function placesOf(line: string, length: number): { start: number; end: number }[] {
  const places: { start: number; end: number }[] = [];
  let end = length - sectionsEnd.length;
  for (const size of line.split(" ").slice(1).toReversed()) {
    const start = end - Number(size);
    places.push({ start, end });
    end = start - sectionsBetween.length;
  }
  return places.toReversed();
}
