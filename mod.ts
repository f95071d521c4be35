// SPDX-License-Identifier: Apache-2.0

/**
 * Answers the small questions for which programs run other programs in-process, and moves the
 * running process, every thread of it, into another AppArmor profile.
 *
 * Most programs need no more than the register, loaded before anything else, and one call when they
 * have all they need:
 *
 * ```sh
 * deno run -A --preload jsr:@aa/monkeys/register server.ts
 * bun --preload @aa/monkeys/register server.ts
 * ```
 *
 * @example Where a server confines itself, and where AppArmor is not at work
 * ```ts
 * import { AppArmorError, changeProfile } from "@aa/monkeys";
 *
 * try {
 *   const { label, threads } = changeProfile("server");
 *   console.log(`${threads} threads are confined by ${label}`);
 * } catch (error) {
 *   if (!(error instanceof AppArmorError) || error.code !== "ERR_NOT_ENABLED") throw error;
 * }
 * ```
 *
 * @example Values for programs that need no command
 * ```ts
 * import { findLibrary, libc, uname } from "@aa/monkeys";
 *
 * console.log(findLibrary("ssl"), libc()?.family, uname()?.machine);
 * ```
 *
 * @module
 */
export {
  defineLookup,
  disable,
  enable,
  type Options,
  original,
  type OutcomeCount,
  type OutcomeMessage,
  patch,
  seal,
  type Settings,
  type Stats,
  stats,
} from "./patches/mod.ts";
export type {
  Answer,
  Build,
  Call,
  Environment,
  Execution,
  Input,
  Lookup,
  Policy,
  Sink,
} from "./lookups/types.ts";
export type * from "./lookups/host.ts";
export { findLibrary, libc, uname } from "./host/facts.ts";
export type { CLibrary, SystemName } from "./host/facts.ts";
export { changeProfile, stackProfile } from "./apparmor/change_profile.ts";
export { AppArmorError } from "./apparmor/error.ts";
export type { AppArmorErrorOptions, ThreadLabel } from "./apparmor/error.ts";
export { execWithProfile, onExec } from "./apparmor/exec.ts";
export type { ExecOptions, ExecWithProfileOptions } from "./apparmor/exec.ts";
export { changeHat } from "./apparmor/hat.ts";
export type { Hat } from "./apparmor/hat.ts";
export { hats, mayAccess, type Permissions, queryLabel } from "./apparmor/query.ts";
export type { Confinement } from "./apparmor/label.ts";
export { peerLabel } from "./apparmor/peer.ts";
export { confinement, isEnabled, threadLabels } from "./apparmor/state.ts";
export type { Change, ChangeOptions } from "./apparmor/switch.ts";
