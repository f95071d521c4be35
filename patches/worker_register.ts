// SPDX-License-Identifier: Apache-2.0

/** What a worker needs in order to start patched: the settings, and the register. @module */
import { type Inherited, state } from "./state.ts";

/** The register as one function of its own URL: the bundle's wrapping, made by its build. */
declare const aaMonkeysRegister: ((url: string) => void) | undefined;

/** How the register reaches a worker. */
export type Register =
  /** A script that patches when it is evaluated; needs no permission and no file. */
  | { readonly kind: "text"; readonly text: string }
  /** A module to import. */
  | { readonly kind: "module"; readonly url: string };

/**
 * The register of this copy of the library; undefined where it was made part of another program's
 * bundle, since loading that again would run the program again.
 */
export function register(): Register | undefined {
  if (typeof aaMonkeysRegister === "function") {
    return { kind: "text", text: `(${aaMonkeysRegister})(${JSON.stringify(import.meta.url)})` };
  }
  // `.js` in the npm package
  const [, extension] = /\/patches\/worker_register\.([jt]s)$/.exec(import.meta.url) ?? [];
  if (extension === undefined) return undefined;
  return { kind: "module", url: new URL(`../register.${extension}`, import.meta.url).href };
}

/** The register as a file that `--preload` takes; undefined where it is none of its own. */
export function registerFile(): string | undefined {
  const source = register();
  const url = source?.kind === "text" ? import.meta.url : source?.url;
  return url?.startsWith("file:") ? url : undefined;
}

/** The script that hands this thread's settings to a worker, before the register runs there. */
export function settingsScript(): string {
  const inherited: Inherited = { settings: state.settings, sealed: state.sealed };
  // a string in a string: U+2028 and the like stay what they are
  const json = JSON.stringify(JSON.stringify(inherited));
  return `globalThis[Symbol.for("@aa/monkeys.inherited")]=JSON.parse(${json});`;
}

/** A script as a `data:` URL; Bun preloads only the base64 form of it. */
export function dataUrl(script: string): string {
  const bytes = new TextEncoder().encode(script);
  let binary = "";
  // in pieces, for arguments are limited in number
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return `data:text/javascript;base64,${btoa(binary)}`;
}

/** Counts a worker that starts unpatched, by reason. */
export function noteUnpatched(reason: string): void {
  state.unpatchedWorkers.set(reason, (state.unpatchedWorkers.get(reason) ?? 0) + 1);
}
