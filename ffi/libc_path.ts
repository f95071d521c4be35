// SPDX-License-Identifier: Apache-2.0

/** Where the C library lies that this process already runs on. @module */
import { isTrusted } from "./trusted_path.ts";

/** Multiarch names by `Deno.build.arch` and `process.arch`. */
const machines: Readonly<Record<string, string>> = {
  x86_64: "x86_64",
  x64: "x86_64",
  aarch64: "aarch64",
  arm64: "aarch64",
};

let found: string | null | undefined;

/**
 * The path of the C library as the loader spells it, so that opening it again opens no file;
 * undefined where none is found or its path is not permitted.
 */
export function libcPath(): string | undefined {
  if (found === undefined) found = candidates().find(isOpenable) ?? null;
  return found ?? undefined;
}

function candidates(): string[] {
  // Bun has process at no cost; in Deno touching it loads the Node layer
  const arch = "Bun" in globalThis ? process.arch : Deno.build.arch;
  const machine = machines[arch];
  if (machine === undefined) return [];
  const glibc = ["/lib", "/usr/lib"].flatMap((root) => [
    `${root}/${machine}-linux-gnu/libc.so.6`,
    `${root}64/libc.so.6`,
    `${root}/libc.so.6`,
  ]);
  return [...glibc, `/lib/ld-musl-${machine}.so.1`];
}

function isOpenable(path: string): boolean {
  if (!("Bun" in globalThis)) {
    // a scoped permission compares spellings: /lib/… granted does not grant /usr/lib/…
    if (Deno.permissions.querySync({ name: "ffi", path }).state !== "granted") return false;
  }
  return isTrusted(path);
}
