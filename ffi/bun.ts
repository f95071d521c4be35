// SPDX-License-Identifier: Apache-2.0

/** Bun's FFI. @module */
import type { CType, Library, SymbolTable } from "./types.ts";

type BunFFI = typeof import("bun:ffi");

/** Bun's names of the types; `ptr` takes memory of ours and pointers alike. */
const names = {
  void: "void",
  i32: "i32",
  u32: "u32",
  i64: "i64",
  u64: "u64",
  usize: "u64",
  buffer: "ptr",
  pointer: "ptr",
} as const satisfies Record<CType, string>;

/** Opens a library in Bun; undefined where it is not there. */
export function openInBun<T extends SymbolTable>(path: string, table: T): Library<T> | undefined {
  // a static import of bun:ffi would be fatal to a bundle in Deno
  const ffi = process.getBuiltinModule("bun:ffi" as "node:module") as unknown as BunFFI | undefined;
  if (!ffi) return undefined;
  const required: [string, SymbolTable[string]][] = [];
  const optional: typeof required = [];
  for (const each of Object.entries(table)) (each[1].optional ? optional : required).push(each);
  // an empty table is an error of its own
  const symbols = required.length === 0 ? {} : open(ffi, path, required);
  if (!symbols) return undefined;
  // one missing symbol fails the whole open: each optional one is tried alone
  for (const each of optional) symbols[each[0]] = open(ffi, path, [each])?.[each[0]] ?? null;
  return symbols as Library<T>;
}

function open(
  ffi: BunFFI,
  path: string,
  functions: readonly (readonly [string, SymbolTable[string]])[],
): Record<string, unknown> | undefined {
  const table = Object.fromEntries(
    functions.map(([name, { parameters, result }]) => [
      name,
      { args: parameters.map((type) => names[type]), returns: names[result] },
    ]),
  );
  try {
    return { ...ffi.dlopen(path, table as Parameters<BunFFI["dlopen"]>[1]).symbols };
  } catch {
    return undefined;
  }
}
