// SPDX-License-Identifier: Apache-2.0

/** Memory of C's, where a structure must point to it. It is never given back. @module */
import { openLibc } from "../../../ffi/libc.ts";

const c = openLibc({
  // void *malloc(size_t size)
  malloc: { parameters: ["usize"], result: "u64" },
  // void *memcpy(void *dest, const void *src, size_t n), into memory of C's
  memcpy: { parameters: ["u64", "buffer", "usize"], result: "u64" },
});

/** Copies bytes there; their address. */
export function place(bytes: Uint8Array): bigint {
  if (!c) throw new Error("Cannot open the C library");
  const size = BigInt(bytes.length);
  return BigInt(c.memcpy(c.malloc(size), bytes, size));
}

/** Copies addresses there, with a NULL behind them; where they lie. */
export function placeAddresses(addresses: readonly bigint[]): bigint {
  return place(new Uint8Array(BigUint64Array.from([...addresses, 0n]).buffer));
}
