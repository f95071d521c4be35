// SPDX-License-Identifier: Apache-2.0

/** What filters share: the content of their operands, line by line. @module */
import { programName } from "./getopt.ts";
import type { Host } from "./host.ts";
import { type Operand, readOperand } from "./operand.ts";
import { quotedIfNeeded } from "./quote.ts";
import { latin1, nothing } from "./text.ts";
import type { Transcript } from "./transcript.ts";
import { type Call, Pass } from "./types.ts";

/** What a filter takes in, in bytes: where the caller waits, and where its event loop must go on. */
const limits = { waiting: 4 << 20, going: 128 << 10 };

/** Content as one character per byte; what would take too long passes. */
export function textOf(bytes: Uint8Array, { mayWait }: Pick<Call, "mayWait">): string {
  if (bytes.length > (mayWait ? limits.waiting : limits.going)) throw new Pass("input too long");
  return latin1(bytes);
}

/** Standard input that was read already. */
const exhausted: Operand = { kind: "content", bytes: nothing };

/**
 * Reads operands one after another, as filters of coreutils do: what is missing is complained of,
 * and the next one follows. A directory passes.
 *
 * @param complaint the words of a message
 * @returns the exit status
 */
export function eachText(
  operands: readonly string[],
  call: Call,
  host: Host,
  transcript: Transcript,
  use: (text: string, name: string) => void,
  complaint: (name: string, message: string) => string = (name, message) => `${name}: ${message}`,
): number {
  let code = 0;
  let inputTaken = false;
  for (const name of operands.length > 0 ? operands : ["-"]) {
    const operand = name === "-" && inputTaken ? exhausted : readOperand(name, call, host);
    inputTaken ||= name === "-";
    if (operand.kind === "content") {
      use(textOf(operand.bytes, call), name);
      continue;
    }
    // some open it first, or write what they have, and some have no word for it
    if (operand.message === "Is a directory") throw new Pass(`directory ${name}`);
    const message = complaint(quotedIfNeeded(name), operand.message);
    transcript.complain(`${programName(call)}: ${message}`);
    code = 1;
  }
  return code;
}

/** The lines of a text without their ends; the last may have had none. */
export function linesOf(text: string, end = "\n"): string[] {
  const lines = text.split(end);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
