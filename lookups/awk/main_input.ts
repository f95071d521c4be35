// SPDX-License-Identifier: Apache-2.0

/** The main input: the lines of the operands, one after another, and assignments among them. @module */
import { textOf } from "../filter.ts";
import type { Host } from "../host.ts";
import { readInput, readOperand } from "../operand.ts";
import { type Call, Pass } from "../types.ts";
import { requireMawk } from "./dialect.ts";
import { Failure } from "./failure.ts";
import type { Machine } from "./machine.ts";
import { InputText, type Slot, type Value } from "./value.ts";

/** Sets a variable by name, as `-v` does; the text still has its escapes. */
export type Assign = (name: string, text: string) => void;

/** `name=value`, as an operand or behind `-v`. */
export function assignmentOf(text: string): { name: string; value: string } | undefined {
  const match = /^([A-Za-z_][A-Za-z_0-9]*)=([^]*)$/.exec(text);
  return match ? { name: match[1]!, value: match[2]! } : undefined;
}

/** Reads records. */
export class MainInput {
  readonly #operands: readonly string[];
  readonly #call: Call;
  readonly #host: Host;
  readonly #machine: Machine;
  readonly #assign: Assign;
  readonly #total: Slot;
  readonly #ofFile: Slot;
  #next = 0;
  /** Whether any file was opened. */
  #isOpened = false;
  #text = "";
  #at = 0;
  #limit = 0;
  /** How many records were read: of all files, and of this one. */
  #count = 0;
  #countOfFile = 0;

  constructor(
    operands: readonly string[],
    { call, host, machine, assign }: {
      readonly call: Call;
      readonly host: Host;
      readonly machine: Machine;
      readonly assign: Assign;
    },
  ) {
    this.#operands = operands;
    this.#call = call;
    this.#host = host;
    this.#machine = machine;
    this.#assign = assign;
    this.#total = machine.variable("NR");
    this.#ofFile = machine.variable("FNR");
  }

  /** The next record; undefined at the end of all. Counts NR and FNR. */
  next(): string | undefined {
    while (this.#at >= this.#limit) {
      if (!this.#open()) return undefined;
    }
    const found = this.#text.indexOf("\n", this.#at);
    const end = found < 0 ? this.#limit : found;
    const record = this.#text.slice(this.#at, end);
    this.#at = end + 1;
    this.#count++;
    this.#countOfFile++;
    const { convert } = this.#machine;
    this.#total.value = convert.number(this.#total.value) + 1;
    this.#ofFile.value = convert.number(this.#ofFile.value) + 1;
    this.#machine.spend(10 + (record.length >> 2));
    return record;
  }

  /** Where it is, as mawk tells it beneath an error. */
  get where(): string {
    const name = this.#machine.convert.text(this.#machine.variable("FILENAME").value);
    return `\tFILENAME="${name}" FNR=${this.#countOfFile} NR=${this.#count}`;
  }

  /** Leaves the rest of a file. */
  skipFile(): void {
    this.#at = this.#limit;
  }

  /** Opens the next file; false where there is none. */
  #open(): boolean {
    while (this.#next < this.#operands.length) {
      const name = this.#operands[this.#next++]!;
      if (name === "") continue;
      const assignment = assignmentOf(name);
      if (assignment) {
        this.#assign(assignment.name, assignment.value);
        continue;
      }
      this.#take(new InputText(name, this.#machine.dialect), this.#read(name));
      return true;
    }
    if (this.#isOpened) return false;
    // no file among the operands
    this.#take("-", readInput(this.#call));
    return true;
  }

  #read(name: string): Uint8Array {
    if (name === "/dev/stdin") return readInput(this.#call);
    const operand = readOperand(name, this.#call, this.#host);
    if (operand.kind === "content") return operand.bytes;
    const { kind } = this.#machine.dialect;
    requireMawk(this.#machine.dialect, "file");
    if (kind === "mawk") throw new Failure(`cannot open "${name}" (${operand.message})`);
    if (operand.message === "Is a directory") throw new Failure(`read error (${operand.message})`);
    throw new Failure(`cannot open ${name} (${operand.message})`);
  }

  #take(name: Value, bytes: Uint8Array): void {
    this.#text = textOf(bytes, this.#call);
    this.#at = 0;
    this.#limit = this.#text.length;
    // zeros end texts in some places
    if (this.#text.includes("\0")) throw new Pass("awk input with a zero");
    // BusyBox takes them for blanks
    if (/[\v\f\r]/.test(this.#text)) requireMawk(this.#machine.dialect, "blanks");
    this.#machine.variable("FILENAME").value = name;
    this.#ofFile.value = 0;
    this.#countOfFile = 0;
    this.#isOpened = true;
  }
}
