// SPDX-License-Identifier: Apache-2.0

/** The files that general readers are asked for. @module */
import type { Host } from "./host.ts";
import { mayRead } from "./policy.ts";
import { type Call, Pass } from "./types.ts";

/** What an operand leads to. */
export type Operand =
  | { readonly kind: "content"; readonly bytes: Uint8Array }
  /** A message of strerror(3): the command goes on with the next. */
  | { readonly kind: "error"; readonly message: string };

/**
 * The content of an operand; `-` is standard input. What the policy withholds, a denied read, and
 * an input that somebody else may still read pass.
 */
export function readOperand(name: string, call: Call, host: Host): Operand {
  if (name === "-") return { kind: "content", bytes: readInput(call) };
  // an empty name is no file, and not the working directory either
  if (name === "") return { kind: "error", message: "No such file or directory" };
  if (name.includes("\0")) throw new Pass("argument with a special character");
  const path = name.startsWith("/") ? name : `${call.cwd}/${name}`;
  if (!mayRead(path, call.policy, host)) throw new Pass(`policy ${path}`);
  const status = host.stat(path);
  if (!status) return { kind: "error", message: absence(path, host) };
  if ((status.mode & typeMask) === directory) {
    if (!host.access(path, readable)) throw new Pass(`denied-read ${path}`);
    return { kind: "error", message: "Is a directory" };
  }
  if (path.endsWith("/")) return { kind: "error", message: "Not a directory" };
  const bytes = host.read(path);
  if (!bytes) throw new Pass(`vanished ${path}`);
  return { kind: "content", bytes };
}

const typeMask = 0o170000;
const directory = 0o040000;
const readable = 4;

/**
 * Passes where standard input is named again: what the first reading leaves depends on the size of
 * buffers, and on what the input is.
 */
export function requireOneInput(names: readonly string[], call: Call): void {
  if (names.indexOf("-") === names.lastIndexOf("-")) return;
  const { input } = call;
  if (input.kind === "null" || (input.kind === "bytes" && input.bytes.length === 0)) return;
  throw new Pass("input twice");
}

/** The whole of standard input, where it is known before the call. */
export function readInput({ input }: Call): Uint8Array {
  switch (input.kind) {
    case "null":
      return new Uint8Array(0);
    case "bytes":
      return input.bytes;
    default:
      throw new Pass(`input ${input.kind}`);
  }
}

/** ENOENT, or ENOTDIR where a file stands in the place of a directory. */
function absence(path: string, host: Host): string {
  for (let end = path.indexOf("/", 1); end > 0; end = path.indexOf("/", end + 1)) {
    const status = host.stat(path.slice(0, end));
    if (!status) break;
    if ((status.mode & typeMask) !== directory) return "Not a directory";
  }
  return "No such file or directory";
}
