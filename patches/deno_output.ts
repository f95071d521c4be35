// SPDX-License-Identifier: Apache-2.0

/** An answer as `Deno.CommandOutput`. @module */
import type { Answer } from "../lookups/types.ts";
import type { Invocation } from "./invocation.ts";

/** What `output()` gives; the bytes are the caller's own. */
export function commandOutput(
  { code, stdout, stderr }: Answer,
  sinks: Pick<Invocation, "stdout" | "stderr">,
): Deno.CommandOutput {
  const out = sinks.stdout === "pipe" ? new Uint8Array(stdout) : undefined;
  const err = sinks.stderr === "pipe" ? new Uint8Array(stderr) : undefined;
  return {
    success: code === 0,
    code,
    signal: null,
    get stdout() {
      return out ?? notPiped("stdout");
    },
    get stderr() {
      return err ?? notPiped("stderr");
    },
  };
}

/** Throws as the original's getters do. */
export function notPiped(stream: "stdin" | "stdout" | "stderr"): never {
  throw new TypeError(`Cannot get '${stream}': '${stream}' is not piped`);
}

/** The error that Deno throws where the kernel gives EACCES. */
export function accessError(file: string): Error {
  const message = `Failed to spawn '${file}': Permission denied (os error 13)`;
  return Object.assign(new Deno.errors.PermissionDenied(message), { code: "EACCES" });
}
