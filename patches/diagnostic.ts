// SPDX-License-Identifier: Apache-2.0

/** Lines for who operates the program. @module */

/** Writes one line to standard error; what cannot be written is lost. */
export function say(message: string): void {
  // a command's name must not write to somebody's terminal
  const text = message.replace(
    /\p{Cc}/gu,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
  const bytes = new TextEncoder().encode(`aa-monkeys: ${text}\n`);
  try {
    if ("Bun" in globalThis) process.getBuiltinModule("node:fs").writeSync(2, bytes);
    else Deno.stderr.writeSync(bytes);
  } catch {
    // a full pipe or a closed descriptor: the program goes on
  }
}
