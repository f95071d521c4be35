// SPDX-License-Identifier: Apache-2.0

/** What Bun's process APIs give besides the answer. @module */

/**
 * Makes a class' prototype look like one of Bun's own: members can be enumerated, `constructor` is
 * Object's, and the tag is the class' name.
 */
export function dressAsNative(prototype: object, tag: string): void {
  Reflect.deleteProperty(prototype, "constructor");
  for (const key of Object.getOwnPropertyNames(prototype)) {
    Object.defineProperty(prototype, key, { enumerable: true });
  }
  Object.defineProperty(prototype, Symbol.toStringTag, { value: tag, configurable: true });
}

/** What a child used that never was: nothing. */
class ResourceUsage {
  get contextSwitches(): object {
    return { __proto__: null, voluntary: 0, involuntary: 0 };
  }
  get cpuTime(): object {
    return { __proto__: null, user: 0n, system: 0n, total: 0n };
  }
  get maxRSS(): number {
    return 0;
  }
  get messages(): object {
    return { __proto__: null, sent: 0, received: 0 };
  }
  get ops(): object {
    return { __proto__: null, in: 0, out: 0 };
  }
  get shmSize(): number {
    return 0;
  }
  get signalCount(): number {
    return 0;
  }
  get swapCount(): number {
    return 0;
  }
}

/** The resource usage of an answered call. */
export function noResources(): object {
  const { prototype } = ResourceUsage;
  if (Object.hasOwn(prototype, "constructor")) dressAsNative(prototype, "ResourceUsage");
  return new ResourceUsage();
}

/** The error that Bun throws where posix_spawn(3) gives EACCES. */
export function accessError(file: string): Error {
  const error = new Error(`EACCES: permission denied, posix_spawn '${file}'`);
  const details = { code: "EACCES", path: file, syscall: "posix_spawn", errno: -13 };
  for (const [key, value] of Object.entries(details)) {
    Object.defineProperty(error, key, { value, writable: true, enumerable: true });
  }
  return error;
}
