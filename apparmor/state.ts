// SPDX-License-Identifier: Apache-2.0

/** What confines this process, as values: a machine without AppArmor is no error. @module */
import { errnos } from "./errno.ts";
import type { ThreadLabel } from "./error.ts";
import { hasKernel, listNames, ownAttribute, readText } from "./kernel.ts";
import { type Confinement, parseLabel } from "./label.ts";

/** Directories of the files that show and change a task's label, the newer one first (proc(5)). */
const directories = ["/attr/apparmor", "/attr"] as const;

let found: (typeof directories)[number] | undefined;

/**
 * Below a task's directory in /proc, where AppArmor's files lie. Linux 5.8 has given each security
 * module a directory of its own; before, whichever module came first had them.
 */
export function attributeDirectory(): string {
  return found ??= directories.find((directory) =>
    // stat(2) would be quieter than open(2), but this file is about to be opened anyway
    readText(`/proc/thread-self${directory}/current`).errno !== errnos.ENOENT
  ) ?? "/attr";
}

/**
 * Whether AppArmor is at work in this kernel: asked of the system calls of Linux 6.8, or of /sys and
 * /proc. aa_is_enabled(2) says no where a profile denies it /sys; here a denial is no answer.
 *
 * Requires `allow-ffi` permission for the C library.
 *
 * @returns undefined where nothing that is permitted tells
 *
 * @example
 * ```ts
 * import { isEnabled } from "@aa/monkeys";
 *
 * if (isEnabled() === false) console.warn("This machine confines nobody");
 * ```
 */
export function isEnabled(): boolean | undefined {
  if (!hasKernel()) return undefined;
  if (ownAttribute() !== undefined) return true;
  const parameter = readText("/sys/module/apparmor/parameters/enabled");
  if ("value" in parameter) return parameter.value.startsWith("Y");
  // not there, not mounted or not permitted: the label decides
  const label = readText(`/proc/thread-self${attributeDirectory()}/current`);
  if ("value" in label) return true;
  // EINVAL: no security module has a label to show
  return label.errno === errnos.EINVAL || label.errno === errnos.ENOENT ? false : undefined;
}

/**
 * What confines the calling thread. Other threads may carry another label: see
 * {@linkcode threadLabels}.
 *
 * Requires `allow-ffi` permission for the C library. Under a profile, on kernels before 6.8 or behind
 * a seccomp filter, requires `owner @{PROC}/@{pid}/task/@{tid}/attr/{apparmor/,}current r,`.
 *
 * @returns undefined where AppArmor is not at work, or nothing that is permitted tells
 *
 * @example
 * ```ts
 * import { confinement } from "@aa/monkeys";
 *
 * console.log(confinement()); // { label: "server", mode: "enforce", stack: ["server"] }
 * ```
 */
export function confinement(): Confinement | undefined {
  const text = ownAttribute() ?? read(`/proc/thread-self${attributeDirectory()}/current`);
  return text === undefined ? undefined : parseLabel(text);
}

/**
 * The label of every thread of this process, in the order of their ids.
 *
 * Requires `allow-ffi` permission for the C library, and under a profile
 * `owner @{PROC}/@{pid}/task/ r,` and
 * `owner @{PROC}/@{pid}/task/@{tid}/{comm,attr/{apparmor/,}current} r,`.
 *
 * @returns an empty list where the threads cannot be listed
 *
 * @example
 * ```ts
 * import { threadLabels } from "@aa/monkeys";
 *
 * for (const { thread, name, label } of threadLabels()) console.log(thread, name, label);
 * ```
 */
export function threadLabels(): ThreadLabel[] {
  return listNames("/proc/self/task").map(Number).sort((a, b) => a - b).flatMap((thread) => {
    const directory = `/proc/self/task/${thread}`;
    const label = read(`${directory}${attributeDirectory()}/current`);
    const comm = readText(`${directory}/comm`);
    // it has ended since it was listed
    if (label === undefined && gone.has(comm.errno)) return [];
    return [{ thread, name: "value" in comm ? withoutEnd(comm.value) : "", label }];
  });
}

/** What the kernel says of a thread that is no more. */
const gone: ReadonlySet<number> = new Set([errnos.ENOENT, errnos.ESRCH]);

/** A file's text without what ends it. */
function read(path: string): string | undefined {
  const result = readText(path);
  return "value" in result ? withoutEnd(result.value) : undefined;
}

function withoutEnd(text: string): string {
  return text.replace(/[\n\0]+$/, "");
}
