// SPDX-License-Identifier: Apache-2.0

/** Into another profile, or under a further one. @module */
import { validateProfileName } from "./profile_name.ts";
import { type Change, change, type ChangeOptions } from "./switch.ts";

/**
 * Moves the process, every thread of it, into another profile, as aa_change_profile(3) moves the
 * calling thread. On return each thread that the kernel listed carries the label, read back from
 * the kernel; threads and children born later inherit it. What was opened before stays open.
 *
 * A dry run in a child tells first what the kernel would refuse, with nothing changed.
 *
 * Requires `allow-ffi` permission for the C library. Under a profile, that profile needs
 * `change_profile -> NAME,` and what profiles/abstractions/aa-monkeys-switch holds. The profile
 * that is entered needs nothing.
 *
 * @param name of one loaded profile, in this policy namespace
 * @throws {AppArmorError} that says what to do; where some threads have changed already, its
 * `threads` tell which
 * @throws {TypeError} for what is not the name of one profile
 *
 * @example
 * ```ts ignore
 * import { changeProfile } from "@aa/monkeys";
 *
 * const server = Deno.serve(handler);
 * const { label, mode, threads } = changeProfile("server");
 * console.log(`${threads} threads are confined by ${label} (${mode})`);
 * ```
 */
export function changeProfile(name: string, options: ChangeOptions = {}): Change {
  validateProfileName(name);
  return change({
    operation: "changeProfile",
    profile: name,
    text: `changeprofile ${name}`,
    call: "aa_change_profile",
    rule: `change_profile -> ${quoteName(name)},`,
  }, options);
}

/**
 * Puts every thread under a further profile, beside the one that it has, as aa_stack_profile(3) does
 * for the calling thread: what either forbids is forbidden. The only change that the kernel permits
 * under no_new_privs, and there only with a rule of the form `change_profile -> &NAME,`.
 *
 * Requires `allow-ffi` permission for the C library, and what profiles/abstractions/aa-monkeys-stack
 * holds.
 *
 * @param name of one loaded profile, in this policy namespace
 * @throws {AppArmorError} as {@linkcode changeProfile} does
 *
 * @example
 * ```ts ignore
 * import { stackProfile } from "@aa/monkeys";
 *
 * console.log(stackProfile("server").stack); // ["container", "server"]
 * ```
 */
export function stackProfile(name: string, options: ChangeOptions = {}): Change {
  validateProfileName(name);
  return change({
    operation: "stackProfile",
    profile: name,
    text: `stack ${name}`,
    call: "aa_stack_profile",
    rule: `change_profile -> ${quoteName(`&${name}`)},`,
  }, options);
}

/** A name as a rule spells it: quoted where it has white space (apparmor.d(5)). */
function quoteName(name: string): string {
  return /\s/.test(name) ? `"${name}"` : name;
}
