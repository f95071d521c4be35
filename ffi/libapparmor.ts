// SPDX-License-Identifier: Apache-2.0

/** libapparmor, where it is installed: the same functions in 3.x, 4.x and 5.x. @module */
import { openLibc } from "./libc.ts";
import { libcPath } from "./libc_path.ts";
import { open } from "./open.ts";
import { isTrusted } from "./trusted_path.ts";
import type { Library } from "./types.ts";

const table = {
  // int aa_change_profile(const char *profile)
  aa_change_profile: { parameters: ["buffer"], result: "i32" },
  // int aa_stack_profile(const char *profile)
  aa_stack_profile: { parameters: ["buffer"], result: "i32" },
  // int aa_change_onexec(const char *profile)
  aa_change_onexec: { parameters: ["buffer"], result: "i32" },
  // int aa_stack_onexec(const char *profile)
  aa_stack_onexec: { parameters: ["buffer"], result: "i32" },
  // int aa_query_label(uint32_t mask, char *query, size_t size, int *allowed, int *audited)
  aa_query_label: { parameters: ["u32", "buffer", "usize", "buffer", "buffer"], result: "i32" },
  // int aa_getpeercon_raw(int fd, char *buf, socklen_t *len, char **mode)
  aa_getpeercon_raw: { parameters: ["i32", "buffer", "buffer", "buffer"], result: "i32" },
} as const;

/** The opened library. */
export type LibAppArmor = Library<typeof table>;

const loader = {
  // void *dlopen(const char *filename, int flags), in the C library itself since glibc 2.34
  dlopen: { parameters: ["buffer", "i32"], result: "pointer" },
} as const;

const RTLD_NOW = 2;
const RTLD_NODELETE = 0x1000;

/**
 * Loads libapparmor into the process; undefined where it is not installed, or not permitted. Beside
 * the C library if no path is given: never a bare name, which a runtime may look for in the working
 * directory, and only a file that root owns and others cannot write.
 */
export function openLibapparmor(path: string | undefined = besideLibc()): LibAppArmor | undefined {
  if (path === undefined || !isPermitted(path) || !isTrusted(path)) return undefined;
  // it stays for good: what is opened in Deno is closed at once (see deno.ts)
  const loaded = openLibc(loader)?.dlopen(
    new TextEncoder().encode(`${path}\0`),
    RTLD_NOW | RTLD_NODELETE,
  );
  return loaded ? open(path, table) : undefined;
}

function besideLibc(): string | undefined {
  return libcPath()?.replace(/[^/]*$/, "libapparmor.so.1");
}

function isPermitted(path: string): boolean {
  if ("Bun" in globalThis) return true;
  return Deno.permissions.querySync({ name: "ffi", path }).state === "granted";
}
