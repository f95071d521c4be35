// SPDX-License-Identifier: Apache-2.0

/** Types and permissions of files, in letters. @module */

/** The bits of a mode that tell the type. */
export const typeMask = 0o170000;

/** Types by the bits of the mode, with the letters that ls(1) and find(1) give them. */
const types: ReadonlyMap<number, readonly [ls: string, find: string]> = new Map([
  [0o140000, ["s", "s"]],
  [0o120000, ["l", "l"]],
  [0o100000, ["-", "f"]],
  [0o060000, ["b", "b"]],
  [0o040000, ["d", "d"]],
  [0o020000, ["c", "c"]],
  [0o010000, ["p", "p"]],
]);

/** The letter of a type as find(1) takes it: `f d l c b p s`. */
export function typeLetter(mode: number): string {
  return types.get(mode & typeMask)?.[1] ?? "?";
}

/** A mode as ls(1) shows it (gnulib filemode.c): `-rwxr-xr-x`. */
export function modeString(mode: number): string {
  const bit = (mask: number, letter: string) => (mode & mask) !== 0 ? letter : "-";
  const execute = (mask: number, special: number, letter: string) =>
    (mode & special) === 0 ? bit(mask, "x") : (mode & mask) !== 0 ? letter : letter.toUpperCase();
  return (types.get(mode & typeMask)?.[0] ?? "?") +
    bit(0o400, "r") + bit(0o200, "w") + execute(0o100, 0o4000, "s") +
    bit(0o040, "r") + bit(0o020, "w") + execute(0o010, 0o2000, "s") +
    bit(0o004, "r") + bit(0o002, "w") + execute(0o001, 0o1000, "t");
}

/** The two parts of a device's number (gnu_dev_major(3), gnu_dev_minor(3)). */
export function deviceParts(device: bigint): readonly [major: bigint, minor: bigint] {
  return [
    (device >> 8n & 0xfffn) | (device >> 32n & 0xfffff000n),
    (device & 0xffn) | (device >> 12n & 0xffffff00n),
  ];
}
