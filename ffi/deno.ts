// SPDX-License-Identifier: Apache-2.0

/** Deno's FFI. Nothing here needs `Deno.UnsafePointer`, which a scoped permission withholds. @module */
import type { Library, SymbolTable } from "./types.ts";

/** Opens a library that this process has mapped, in Deno; undefined where it is not permitted or not there. */
export function openInDeno<T extends SymbolTable>(path: string, table: T): Library<T> | undefined {
  // asks nothing: a prompt in front of somebody's program would be worse than no answer
  if (Deno.permissions.querySync({ name: "ffi", path }).state !== "granted") return undefined;
  const symbols: Deno.ForeignLibraryInterface = {};
  for (const [name, { parameters, result, optional = false }] of Object.entries(table)) {
    symbols[name] = { parameters: parameters as Deno.NativeType[], result, optional };
  }
  try {
    const library = Deno.dlopen(path, symbols);
    // the process itself has it mapped for good, and its functions work on (make_sync_fn of Deno's
    // ext/ffi/dlfcn.rs); left open, it is a leak to the test of a program that asks first
    library.close();
    return library.symbols as unknown as Library<T>;
  } catch {
    return undefined;
  }
}
