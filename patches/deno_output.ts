// SPDX-License-Identifier: Apache-2.0

/** An answer as `Deno.CommandOutput`. @module */
import type { Answer } from "../lookups/types.ts";
import type { Invocation } from "./invocation.ts";

/** What `output()` gives of an answer; the bytes are the caller's own. */
export function answerOutput(
  { code, stdout, stderr }: Answer,
  sinks: Pick<Invocation, "stdout" | "stderr">,
): Deno.CommandOutput {
  return commandOutput(
    { success: code === 0, code, signal: null },
    sinks.stdout === "pipe" ? new Uint8Array(stdout) : undefined,
    sinks.stderr === "pipe" ? new Uint8Array(stderr) : undefined,
  );
}

/** What `output()` gives; outputs that were not piped throw when they are read. */
export function commandOutput(
  { success, code, signal }: Deno.CommandStatus,
  stdout: Uint8Array<ArrayBuffer> | undefined,
  stderr: Uint8Array<ArrayBuffer> | undefined,
): Deno.CommandOutput {
  return {
    success,
    code,
    signal,
    get stdout() {
      return stdout ?? notPiped("stdout");
    },
    get stderr() {
      return stderr ?? notPiped("stderr");
    },
  };
}

/** Throws as the original's getters do. */
export function notPiped(stream: "stdin" | "stdout" | "stderr"): never {
  throw new TypeError(`Cannot get '${stream}': '${stream}' is not piped`);
}

/** The error that Deno throws where the kernel gives EACCES; `Deno.run` names no file in it. */
export function accessError(file?: string): Error {
  const denied = "Permission denied (os error 13)";
  const message = file === undefined ? denied : `Failed to spawn '${file}': ${denied}`;
  return Object.assign(new Deno.errors.PermissionDenied(message), { code: "EACCES" });
}
