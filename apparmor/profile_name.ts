// SPDX-License-Identifier: Apache-2.0

/** Names of profiles that may be handed to the kernel. @module */

/** In bytes: the native routine has room for 1023, the command's word among them. */
const longest = 900;

/**
 * Throws where a name cannot be meant as the name of one profile of this namespace: the kernel
 * trims white space, ends at NUL, and reads `//&`, `&NAME` and `:namespace:` as something else.
 *
 * @example
 * ```ts
 * validateProfileName("/usr/bin/demo//worker");
 * ```
 * @throws {TypeError} for what is no name, {@linkcode RangeError} for a name that is too long.
 */
export function validateProfileName(name: string): void {
  const shown = JSON.stringify(name);
  if (name === "") throw new TypeError("Cannot use an empty profile name");
  if (name.includes("\0")) throw new TypeError(`Cannot use profile name ${shown}: it has a NUL`);
  if (name.includes("\n")) {
    throw new TypeError(`Cannot use profile name ${shown}: it has a newline`);
  }
  // as the kernel trims (isspace): ECMAScript's trim takes more away, which is refused as well
  if (name.trim() !== name) {
    throw new TypeError(`Cannot use profile name ${shown}: white space around it is ignored`);
  }
  if (name === "unconfined") {
    throw new TypeError(`Cannot use profile name ${shown}: it would end confinement`);
  }
  if (name.includes("//&") || name.startsWith("&")) {
    throw new TypeError(`Cannot use profile name ${shown}: it is a stack of profiles`);
  }
  if (name.startsWith(":")) {
    throw new TypeError(`Cannot use profile name ${shown}: it is in another namespace`);
  }
  if (new TextEncoder().encode(name).length > longest) {
    throw new RangeError(`Cannot use profile name ${shown}: longer than ${longest} bytes`);
  }
}
