// SPDX-License-Identifier: Apache-2.0

/** Users of passwd(5). No module of the name service switch is loaded into the process. @module */
import type { Host } from "./host.ts";
import { decodeExactly } from "./text.ts";
import { Pass } from "./types.ts";

/** The name of a user; passes where the file does not hold it, since another source may. */
export function userName(uid: number, host: Host): string {
  const text = decodeExactly(host.read("/etc/passwd") ?? new Uint8Array(0));
  if (text === undefined) throw new Pass("/etc/passwd outside UTF-8");
  for (const line of text.split("\n")) {
    const fields = line.split(":");
    // lines of the old NIS compatibility begin with + or -
    if (fields.length >= 7 && /^[^+-]/.test(line) && fields[2] === String(uid)) return fields[0]!;
  }
  throw new Pass(`user ${uid} is not in /etc/passwd`);
}
