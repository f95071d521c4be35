// SPDX-License-Identifier: Apache-2.0

/**
 * What the runtime permits this program. Asked before each use, since a permission may be revoked
 * and a prompt in front of somebody's program would be worse than no answer.
 *
 * @module
 */
import { Pass } from "../lookups/types.ts";

/** Whether this is Deno, whose permissions are asked; Bun has none. */
const permissions = "Bun" in globalThis || !("Deno" in globalThis) ? undefined : Deno.permissions;

const kinds = ["read", "write", "net", "env", "sys", "run", "ffi", "import"] as const;

/** Deno gives /proc, /sys and most of /dev only to programs that have everything. */
const special = /^\/(proc|sys|dev)(\/|$)/;

/** Throws a {@linkcode Pass} where a path must not be read. */
export function requireRead(path: string): void {
  if (!permissions) return;
  if (permissions.querySync({ name: "read", path }).state !== "granted") {
    throw new Pass(`denied-read ${path}`);
  }
  if (special.test(path) && !hasAll()) throw new Pass(`denied-read ${path}`);
}

/** Throws a {@linkcode Pass} where a variable must not be read. */
export function requireVariable(variable: string | undefined): void {
  if (!isVariablePermitted(variable)) {
    throw new Pass(`denied-env ${variable ?? "all variables"}`);
  }
}

/** Whether a variable may be read; all of them, where none is named. */
export function isVariablePermitted(variable: string | undefined): boolean {
  if (!permissions) return true;
  const descriptor = variable === undefined
    ? { name: "env" } as const
    : { name: "env", variable } as const;
  return permissions.querySync(descriptor).state === "granted";
}

/** Whether the user denied a command by `--deny-run`. */
export function isRunDenied(command: string): boolean {
  return permissions?.querySync({ name: "run", command }).state === "denied";
}

/** Whether a kind of system information is permitted. */
export function isSystemInformationPermitted(
  kind: "osRelease" | "hostname" | "uid" | "gid",
): boolean {
  return !permissions || permissions.querySync({ name: "sys", kind }).state === "granted";
}

function hasAll(): boolean {
  return kinds.every((name) => permissions!.querySync({ name }).state === "granted");
}

/** Whether a file may be written. */
export function isWritePermitted(path: string): boolean {
  return !permissions || permissions.querySync({ name: "write", path }).state === "granted";
}
