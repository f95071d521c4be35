// SPDX-License-Identifier: Apache-2.0

/** cat(1) of GNU coreutils (src/cat.c), for facts of the system. @module */
import { type OptionTable, parseOptions, programName, usageError } from "./getopt.ts";
import type { Host } from "./host.ts";
import { locale } from "./locale.ts";
import { type Operand, readOperand, requireOneInput } from "./operand.ts";
import { quotedIfNeeded } from "./quote.ts";
import { bytesOfLatin1, concat, encode, latin1, nothing } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Unreadable } from "./types.ts";

const options: OptionTable = {
  short: "benstuvAET",
  long: [
    ["number-nonblank", "b"],
    ["number", "n"],
    ["squeeze-blank", "s"],
    ["show-nonprinting", "v"],
    ["show-ends", "E"],
    ["show-tabs", "T"],
    ["show-all", "A"],
  ],
};

function answer(call: Call, host: Host): Answer {
  const { options: given, operands, error } = parseOptions(call, options);
  locale(call, host);
  if (error !== undefined) return usageError(call, error);
  const names = operands.length > 0 ? operands : ["-"];
  requireOneInput(names, call);
  const has = (keys: string) => given.some(({ key }) => keys.includes(key));
  const changes = has("bnsveETtA") ? new Display(has) : undefined;
  const out: Uint8Array[] = [];
  const err: Uint8Array[] = [];
  const both: Uint8Array[] = [];
  for (const name of names) {
    const operand = contentOf(name, call, host);
    if (operand.kind === "content") {
      const bytes = changes ? changes.show(operand.bytes) : operand.bytes;
      out.push(bytes);
      both.push(bytes);
    } else {
      const shown = quotedIfNeeded(name);
      const message = encode(`${programName(call)}: ${shown}: ${operand.message}\n`);
      err.push(message);
      both.push(message);
    }
  }
  return {
    code: err.length > 0 ? 1 : 0,
    stdout: concat(out),
    stderr: concat(err),
    // cat writes at once what it has read
    merged: concat(both),
  };
}

function contentOf(name: string, call: Call, host: Host): Operand {
  try {
    return readOperand(name, call, host);
  } catch (thrown) {
    if (thrown instanceof Unreadable) return { kind: "error", message: thrown.message };
    throw thrown;
  }
}

/** What the options make of the lines; numbers and blanks go on from file to file. */
class Display {
  readonly #has: (keys: string) => boolean;
  #number = 0;
  #blanks = 0;
  #atStart = true;

  constructor(has: (keys: string) => boolean) {
    this.#has = has;
  }

  show(bytes: Uint8Array): Uint8Array {
    if (bytes.length === 0) return nothing;
    const has = this.#has;
    const [number, nonblank, ends] = [has("n"), has("b"), has("eEA")];
    const [squeeze, tabs, nonprinting] = [has("s"), has("tTA"), has("vetA")];
    let shown = "";
    // each line with its newline; the last may have none
    for (const line of latin1(bytes).match(/[^\n]*\n|[^\n]+$/g)!) {
      const ended = line.endsWith("\n");
      const text = ended ? line.slice(0, -1) : line;
      const blank = this.#atStart && text === "";
      this.#blanks = blank ? this.#blanks + 1 : 0;
      if (squeeze && this.#blanks > 1) continue;
      if (this.#atStart && (nonblank ? !blank : number)) {
        shown += `${String(++this.#number).padStart(6)}\t`;
      }
      shown += visible(text, tabs, nonprinting, ends && ended) +
        (ended ? `${ends ? "$" : ""}\n` : "");
      this.#atStart = ended;
    }
    return bytesOfLatin1(shown);
  }
}

function visible(text: string, tabs: boolean, nonprinting: boolean, beforeEnd: boolean): string {
  const shown = nonprinting
    // deno-lint-ignore no-control-regex -- those are what is to be shown
    ? text.replace(/[\x00-\x08\x0b-\x1f\x7f-\xff]/g, (character) => caret(character.charCodeAt(0)))
    : beforeEnd
    ? text.replace(/\r$/, "^M")
    : text;
  return tabs ? shown.replaceAll("\t", "^I") : shown;
}

function caret(code: number): string {
  if (code >= 128) {
    const low = code - 128;
    return `M-${low >= 32 && low < 127 ? String.fromCharCode(low) : caret(low)}`;
  }
  return code === 127 ? "^?" : `^${String.fromCharCode(code + 64)}`;
}

/** cat(1) */
export const cat: LookupEntry = {
  name: "cat",
  package: "coreutils",
  presumed: true,
  rules: ["/etc/machine-id r,", "/etc/os-release r,", "/usr/lib/os-release r,"],
  summary: "every option, facts of the system",
  source: "files",
  answer,
};
