// SPDX-License-Identifier: Apache-2.0

/** The environment that the process was started with. @module */
import { openLibc } from "../ffi/libc.ts";

/** Whether libc's environ has a variable; what Bun took from a file is not in it. */
export function isInEnviron(name: string): boolean {
  // char *getenv(const char *name)
  const c = openLibc({ getenv: { parameters: ["buffer"], result: "pointer" } });
  return !!c?.getenv(new TextEncoder().encode(`${name}\0`));
}
