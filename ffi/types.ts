// SPDX-License-Identifier: Apache-2.0

/** C functions in terms that both runtimes' tables derive from. @module */

/** A C type as it crosses the border. */
export type CType =
  | "void"
  | "i32"
  | "u32"
  /** `long`, `ssize_t`, `off_t`: bigint */
  | "i64"
  /** `unsigned long`: bigint */
  | "u64"
  /** `size_t`: bigint */
  | "usize"
  /** Memory of ours: a Uint8Array, or null for NULL. */
  | "buffer"
  /** Memory of C's: opaque, only handed back to C. */
  | "pointer";

/** A pointer of C's; null is NULL. Deno has objects for it, Bun numbers: only C looks inside. */
export type Pointer = { readonly pointer: unique symbol } | null;

/** One C function. */
export interface CFunction {
  /** Parameter types. */
  readonly parameters: readonly CType[];
  /** Result type. */
  readonly result: CType;
  /** Whether the function is null where the library lacks it, instead of failing the open. */
  readonly optional?: boolean;
}

/** Functions by name. */
export type SymbolTable = { readonly [name: string]: CFunction };

type Value<T extends CType> = T extends "void" ? void
  : T extends "i32" | "u32" ? number
  : T extends "i64" | "u64" | "usize" ? bigint
  : T extends "buffer" ? Uint8Array | null
  : Pointer;

type Values<T extends readonly CType[]> = { -readonly [K in keyof T]: Value<T[K]> };

type Bound<F extends CFunction> = (...parameters: Values<F["parameters"]>) => Value<F["result"]>;

/** An open library. */
export type Library<T extends SymbolTable> = {
  readonly [K in keyof T]: T[K] extends { optional: true } ? Bound<T[K]> | null : Bound<T[K]>;
};
