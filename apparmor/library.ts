// SPDX-License-Identifier: Apache-2.0

/**
 * libapparmor, for what it does for the calling thread: a change, what the next program runs under,
 * questions to the policy. It knows where its distribution mounts what, and which way its kernel
 * takes. Where it is not installed, as in a distroless image, kernel.ts does the same.
 *
 * @module
 */
import { type LibAppArmor, openLibapparmor } from "../ffi/libapparmor.ts";
import { errno, libc } from "../ffi/libc.ts";
import { confinement } from "./state.ts";

let opened: LibAppArmor | null | undefined;

/**
 * The library, loaded on first use, for as long as nothing confines the process. Under a profile that
 * does not name it, loading it logs two denials, and its looking for where securityfs is mounted logs
 * another; nothing quieter tells whether the profile names them.
 */
export function library(): LibAppArmor | undefined {
  if (opened === null) return undefined;
  const isFree = confinement()?.label === "unconfined";
  opened = isFree ? opened ?? openLibapparmor() ?? null : null;
  return opened ?? undefined;
}

/** Calls a function that takes a profile's name; the errno, or 0. */
export function callWithName(call: (name: Uint8Array) => number, name: string): number {
  return call(new TextEncoder().encode(`${name}\0`)) === 0 ? 0 : errno(libc()!);
}
