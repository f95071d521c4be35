// SPDX-License-Identifier: Apache-2.0

/** Opening a library through the runtime's built-in FFI. @module */
import { openInBun } from "./bun.ts";
import { openInDeno } from "./deno.ts";
import type { Library, SymbolTable } from "./types.ts";

/**
 * Opens a library that this process has mapped anyway, by its absolute path; undefined where the path
 * or the FFI itself is not permitted, or there is no such library.
 *
 * Never takes a bare name: a runtime may look for it in the working directory, where anybody may
 * have planted one. Requires `allow-ffi` permission.
 */
export function open<const T extends SymbolTable>(path: string, table: T): Library<T> | undefined {
  if (!path.startsWith("/")) throw new TypeError(`Cannot open "${path}": the path is not absolute`);
  if ("Bun" in globalThis) return openInBun(path, table);
  if ("Deno" in globalThis) return openInDeno(path, table);
  return undefined;
}
