// SPDX-License-Identifier: Apache-2.0

/** Who is at the other end of a socket. @module */
import type { LibAppArmor } from "../ffi/libapparmor.ts";
import { peerAttribute } from "./kernel.ts";
import { type Confinement, parseLabel } from "./label.ts";
import { library } from "./library.ts";

/**
 * What the process at the other end of a connected Unix socket carried when it connected, by
 * aa_getpeercon(2), or where libapparmor is not, by `SO_PEERSEC` (unix(7)).
 *
 * Requires `allow-ffi` permission for the C library.
 *
 * @param descriptor of the socket
 * @returns undefined where the kernel does not tell: Debian's kernels label no sockets
 *
 * @example
 * ```ts
 * import { peerLabel } from "@aa/monkeys";
 *
 * console.log(peerLabel(3)?.label);
 * ```
 */
export function peerLabel(descriptor: number): Confinement | undefined {
  const c = library();
  return c === undefined ? peerByKernel(descriptor) : peerByLibrary(c, descriptor);
}

/** Asks the socket. */
export function peerByKernel(descriptor: number): Confinement | undefined {
  const result = peerAttribute(descriptor);
  return "value" in result ? parseLabel(result.value) : undefined;
}

/** Asks libapparmor, which asks the socket, and puts NULs around the mode. */
export function peerByLibrary(c: LibAppArmor, descriptor: number): Confinement | undefined {
  const label = new Uint8Array(4096);
  const size = new Uint8Array(Uint32Array.of(label.length).buffer);
  const mode = new Uint8Array(8);
  if (c.aa_getpeercon_raw(descriptor, label, size, mode) < 0) return undefined;
  const [name = "", rest = ""] = new TextDecoder().decode(label).split("\0");
  // a NULL mode: the unconfined label
  return parseLabel(mode.some((byte) => byte !== 0) ? `${name} ${rest})` : name);
}
