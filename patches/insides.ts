// SPDX-License-Identifier: Apache-2.0

/**
 * What the runtimes' own modules do when they are first loaded, by which a patch can wait for them:
 * loading them to patch them would cost every start 30 ms in Deno and 4 ms in Bun. No runtime
 * promises it. So this holds for the versions that it was read in and is tested with; in all others
 * the patches load those modules at once.
 *
 * @module
 */
import { isVariablePermitted } from "../host/permission.ts";

const known = { deno: ["2.9.6"], bun: ["1.4.5"] };

/**
 * The object on which Deno's modules leave functions for each other; undefined where patches cannot
 * wait. Without the permission to read the whole environment they cannot: the synchronous functions
 * of node:child_process read it before they come to what is patched late.
 */
export function denoInternals(): object | undefined {
  if (!known.deno.includes(Deno.version.deno) || !isVariablePermitted(undefined)) return undefined;
  const { internal } = Deno as unknown as { readonly internal?: symbol };
  const internals: unknown = internal && Reflect.get(Deno, internal);
  return typeof internals === "object" && internals !== null && Object.isExtensible(internals)
    ? internals
    : undefined;
}

/** Whether Bun is of a version whose modules were read. */
export function isKnownBun(): boolean {
  const { version } = Reflect.get(globalThis, "Bun") as { readonly version: string };
  return known.bun.includes(version);
}

/** Calls back once, when a property that is not there is set. */
export function whenSet(holder: object, key: string, callback: () => void): void {
  Object.defineProperty(holder, key, {
    configurable: true,
    get: () => undefined,
    set(value: unknown) {
      Object.defineProperty(holder, key, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      });
      callback();
    },
  });
}
