// SPDX-License-Identifier: Apache-2.0

/**
 * Workers of Bun start patched by Bun's own `preload` option, which the web's Worker and
 * node:worker_threads' share.
 *
 * @module
 */
import { dataUrl, noteUnpatched, register, settingsScript } from "./worker_register.ts";

/** The register, with this thread's settings, before the program's own preloads. */
export function preloads(own: unknown): unknown[] | undefined {
  const source = register();
  if (!source) {
    noteUnpatched("bundled");
    return undefined;
  }
  const preload: unknown[] = source.kind === "text"
    ? [dataUrl(settingsScript() + source.text)]
    : [dataUrl(settingsScript()), source.url];
  if (typeof own === "string" || own instanceof URL) preload.push(String(own));
  else if (Array.isArray(own)) preload.push(...own);
  return preload;
}

/** The arguments of a Worker constructor, with the register before the program's own preloads. */
export function withPreload(args: readonly unknown[]): readonly unknown[] {
  const [specifier, options, ...more] = args;
  if (options !== undefined && (typeof options !== "object" || options === null)) return args;
  const value = preloads((options as { preload?: unknown } | undefined)?.preload);
  if (!value) return args;
  // a copy with its getters and its prototype: node:worker_threads spreads it, the web's Worker asks
  const changed = Object.create(Object.getPrototypeOf(options ?? {}), {
    ...Object.getOwnPropertyDescriptors(options ?? {}),
    preload: { value, enumerable: true, configurable: true, writable: true },
  });
  return [specifier, changed, ...more];
}
