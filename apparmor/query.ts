// SPDX-License-Identifier: Apache-2.0

/** What the loaded policy says, asked of libapparmor, or of apparmorfs. @module */
import type { LibAppArmor } from "../ffi/libapparmor.ts";
import { ask, readText } from "./kernel.ts";
import { library } from "./library.ts";
import { confinement } from "./state.ts";

const root = "/sys/kernel/security/apparmor";

/** What {@linkcode queryLabel} tells. */
export interface Permissions {
  /** Whether all that was asked for is allowed. */
  readonly isAllowed: boolean;
  /** Whether all that was asked for would be logged: what is denied is, unless a rule silences it. */
  readonly isAudited: boolean;
}

/** Permissions of files, by the letter that a rule has for them (`AA_MAY_…` of sys/apparmor.h). */
const fileMasks = {
  x: 0x1,
  w: 0x2,
  r: 0x4,
  a: 0x8,
  k: 0x8000,
  m: 0x10000,
  l: 0x40000,
} as const;

const classFile = 2;
const encoder = new TextEncoder();

/**
 * Whether the policy lets a label have what is asked for, as aa_query_label(2) tells.
 *
 * Requires `allow-ffi` permission for the C library, and under a profile
 * `@{sys}/kernel/security/apparmor/.access rw,`.
 *
 * @param mask of permissions, in the bits of sys/apparmor.h
 * @param label such as `server`, without its mode
 * @param query what is asked of it: the class of mediation as one byte, then what belongs to it
 * @returns undefined where the kernel does not tell
 *
 * @example
 * ```ts
 * import { queryLabel } from "@aa/monkeys";
 *
 * // AA_MAY_READ of a file: class 2, then the path
 * const query = new TextEncoder().encode("\x02/etc/shadow");
 * console.log(queryLabel(4, "server", query)?.isAllowed);
 * ```
 */
export function queryLabel(
  mask: number,
  label: string,
  query: Uint8Array,
): Permissions | undefined {
  const head = encoder.encode(`label\0${label}\0`);
  const question = new Uint8Array([...head, ...query]);
  const c = library();
  return c === undefined ? queryByKernel(mask, question) : queryByLibrary(c, mask, question);
}

/** Asks the file that libapparmor asks. */
export function queryByKernel(mask: number, question: Uint8Array): Permissions | undefined {
  const result = ask(`${root}/.access`, question);
  if (!("value" in result)) return undefined;
  const bits: Record<string, number> = { allow: 0, deny: 0, audit: 0, quiet: 0 };
  for (const [, name = "", hex = ""] of result.value.matchAll(/^(\w+) 0x([0-9a-f]+)$/gm)) {
    bits[name] = parseInt(hex, 16);
  }
  const { allow = 0, deny = 0, audit = 0, quiet = 0 } = bits;
  const isAllowed = (mask & ~(allow & ~deny)) === 0;
  // what is denied is logged, unless the policy says to be quiet (libapparmor's kernel.c)
  return { isAllowed, isAudited: (mask & ~((isAllowed ? audit : ~0) & ~quiet)) === 0 };
}

/** Asks libapparmor; it puts its command in front of the question itself. */
export function queryByLibrary(
  c: LibAppArmor,
  mask: number,
  question: Uint8Array,
): Permissions | undefined {
  const [allowed, audited] = [new Uint8Array(4), new Uint8Array(4)];
  const size = BigInt(question.length);
  if (c.aa_query_label(mask, question, size, allowed, audited) !== 0) return undefined;
  return { isAllowed: allowed[0] !== 0, isAudited: audited[0] !== 0 };
}

/**
 * Whether a profile allows a file to be used: the profile of the calling thread, or the one that is
 * named. Says nothing of owners and modes, which the kernel asks first; what a rule allows to the
 * `owner` alone is allowed here.
 *
 * Requires what {@linkcode queryLabel} requires.
 *
 * @param path absolute, and without symbolic links: AppArmor judges what a path leads to
 * @param mask letters as in a rule: `r w a x m k l`
 * @returns undefined where the kernel does not tell; an unconfined process may do everything
 *
 * @example
 * ```ts
 * import { mayAccess } from "@aa/monkeys";
 *
 * if (mayAccess("/etc/shadow", "r", "server")) console.warn("The profile is too wide");
 * ```
 */
export function mayAccess(path: string, mask: string, label?: string): boolean | undefined {
  let bits = 0;
  for (const letter of mask) {
    if (!Object.hasOwn(fileMasks, letter)) {
      throw new TypeError(`Cannot use mask "${mask}": "${letter}" is none of r w a x m k l`);
    }
    bits |= fileMasks[letter as keyof typeof fileMasks];
  }
  if (!path.startsWith("/")) throw new TypeError(`Cannot use path "${path}": it is not absolute`);
  const subject = label ?? confinement()?.label;
  if (subject === undefined) return undefined;
  if (subject === "unconfined") return true;
  const query = encoder.encode(`${String.fromCharCode(classFile)}${path}`);
  return queryLabel(bits, subject, query)?.isAllowed;
}

/**
 * The names of a profile's hats and child profiles, sorted; of the calling thread's profile, where
 * none is named. Which of them are hats only the policy's source tells.
 *
 * Requires `allow-ffi` permission for the C library, the right to read
 * /sys/kernel/security/apparmor/profiles (root's), and under a profile the rule for it.
 *
 * @returns undefined where the kernel does not tell
 *
 * @example
 * ```ts
 * import { hats } from "@aa/monkeys";
 *
 * console.log(hats("server")); // ["upload"]
 * ```
 */
export function hats(profile?: string): string[] | undefined {
  const parent = profile ?? confinement()?.label;
  const list = readText(`${root}/profiles`);
  if (parent === undefined || !("value" in list)) return undefined;
  return list.value.split("\n")
    .map((line) => line.replace(/ \([a-z]+\)$/, ""))
    .filter((name) => name.startsWith(`${parent}//`) && !name.includes("//&"))
    .map((name) => name.slice(parent.length + 2))
    .filter((name) => !name.includes("//"))
    .sort();
}
