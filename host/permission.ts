// SPDX-License-Identifier: Apache-2.0

/**
 * What the runtime permits this program. Asked for each call, since a permission may be revoked, and
 * a prompt in front of somebody's program would be worse than no answer.
 *
 * @module
 */
import { Pass } from "../lookups/types.ts";

/** Whether this is Deno, whose permissions are asked; Bun has none. */
const permissions = "Bun" in globalThis || !("Deno" in globalThis) ? undefined : Deno.permissions;

const kinds = ["read", "write", "net", "env", "sys", "run", "ffi", "import"] as const;

/** Deno gives /proc, /sys and most of /dev only to programs that have everything. */
const special = /^\/(proc|sys|dev)(\/|$)/;

/** Kinds of permission that hold without exception, as far as the call at hand asked. */
const whole = new Map<"read" | "env", boolean>();
/** Whether all kinds do, likewise. */
let everything: boolean | undefined;

/** Begins a call: permissions may have been revoked since the last one, and not within one. */
export function askPermissionsAnew(): void {
  whole.clear();
  everything = undefined;
}

function isWhole(name: "read" | "env"): boolean {
  let known = whole.get(name);
  if (known === undefined) {
    const { state, partial } = permissions!.querySync({ name });
    whole.set(name, known = state === "granted" && !partial);
  }
  return known;
}

/** Throws a {@linkcode Pass} where a path must not be read. */
export function requireRead(path: string): void {
  if (!permissions) return;
  if (!isWhole("read") && permissions.querySync({ name: "read", path }).state !== "granted") {
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
  if (!permissions || isWhole("env")) return true;
  const descriptor = variable === undefined
    ? { name: "env" } as const
    : { name: "env", variable } as const;
  return permissions.querySync(descriptor).state === "granted";
}

/** What was granted without exception is never denied later: it can only be revoked. */
let isRunWhole = false;

/** Whether the user denied a command by `--deny-run`. */
export function isRunDenied(command: string): boolean {
  if (!permissions || isRunWhole) return false;
  const { state, partial } = permissions.querySync({ name: "run" });
  isRunWhole = state === "granted" && !partial;
  return !isRunWhole && permissions.querySync({ name: "run", command }).state === "denied";
}

/** Whether a kind of system information is permitted. */
export function isSystemInformationPermitted(
  kind: "osRelease" | "hostname" | "uid" | "gid",
): boolean {
  return !permissions || permissions.querySync({ name: "sys", kind }).state === "granted";
}

function hasAll(): boolean {
  return everything ??= kinds.every((name) => permissions!.querySync({ name }).state === "granted");
}

/** Whether a file may be written. */
export function isWritePermitted(path: string): boolean {
  return !permissions || permissions.querySync({ name: "write", path }).state === "granted";
}
