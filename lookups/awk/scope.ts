// SPDX-License-Identifier: Apache-2.0

/** Where a program's names lead while it runs. @module */
import { Pass } from "../types.ts";
import { AwkArray, type Index } from "./array.ts";
import { unescape } from "./escapes.ts";
import type { Machine } from "./machine.ts";
import type { Names } from "./names.ts";
import type { Program, UserFunction } from "./tree.ts";
import { InputText, type Slot, type Value } from "./value.ts";

/** Variables and arrays by name. */
export class Scope {
  readonly #machine: Machine;
  readonly #program: Program;
  readonly #names: Names;
  readonly #globals = new Map<string, Slot>();
  readonly #arrays = new Map<string, AwkArray>();
  readonly #special: ReadonlyMap<string, Slot>;

  constructor(machine: Machine, program: Program, names: Names) {
    this.#machine = machine;
    this.#program = program;
    this.#names = names;
    this.#special = new Map(
      ["FS", "RS", "OFMT", "CONVFMT"].map((name) => [name, specialSlot(name, machine)]),
    );
  }

  /** Whether a name is an array. */
  isArray(name: string, within: UserFunction | undefined): boolean {
    return this.#names.isArray(name, within);
  }

  /** The function of a name. */
  function(name: string): UserFunction {
    return this.#program.functions.get(name)!;
  }

  /** Finds a variable's value, each time it is asked. */
  reader(name: string, within: UserFunction | undefined): () => Value {
    const machine = this.#machine;
    const at = within?.parameters.indexOf(name) ?? -1;
    if (at >= 0) return () => (machine.frame[at] as Slot).value;
    if (name === "NF") return () => machine.fields.count;
    if (name === "FS") return () => machine.fields.separatorValue;
    const slot = this.global(name);
    return () => slot.value;
  }

  /** Finds a variable's place, each time it is asked. */
  place(name: string, within: UserFunction | undefined): () => Slot {
    const machine = this.#machine;
    const at = within?.parameters.indexOf(name) ?? -1;
    if (at >= 0) return () => machine.frame[at] as Slot;
    if (name === "NF") return () => machine.fields.countSlot;
    const slot = this.global(name);
    if (!this.#special.has(name)) return () => slot;
    return () => {
      machine.fields.settle();
      return slot;
    };
  }

  /** A variable of the whole program. */
  global(name: string): Slot {
    const known = this.#machine.variables.get(name) ?? this.#special.get(name) ??
      this.#globals.get(name);
    if (known) return known;
    const slot: Slot = { value: undefined };
    this.#globals.set(name, slot);
    return slot;
  }

  /** Finds an array, each time it is asked. */
  array(name: string, within: UserFunction | undefined): () => AwkArray {
    const machine = this.#machine;
    const at = within?.parameters.indexOf(name) ?? -1;
    if (at >= 0) return () => machine.frame[at] as AwkArray;
    let array = this.#arrays.get(name);
    if (!array) this.#arrays.set(name, array = new AwkArray());
    const found = array;
    return () => found;
  }

  /** Sets a variable from an operand, or from `-v`. */
  assign(name: string, text: string): void {
    if (this.#program.functions.has(name) || this.#names.isArray(name, undefined)) {
      throw new Pass("awk assignment");
    }
    const value = new InputText(unescape(text), this.#machine.dialect);
    if (name === "NF") this.#machine.fields.countSlot.value = value;
    else this.global(name).value = value;
  }
}

function specialSlot(name: string, machine: Machine): Slot {
  let kept: Value = name === "RS" ? "\n" : "%.6g";
  return {
    get value() {
      return name === "FS" ? machine.fields.separatorValue : kept;
    },
    set value(value) {
      machine.setSpecial(name, value);
      kept = value;
    },
  };
}

/** How arrays look for an index of a value. */
export function indexOf(value: Value, { convert, dialect }: Machine): Index {
  if (typeof value !== "number") {
    const text = convert.text(value);
    convert.spend(text.length);
    return { text };
  }
  // a whole number beyond its type's limits is written with an exponent
  if (convert.isInteger(value) && Math.abs(value) < 2 ** 31) return { integer: value };
  if (Number.isInteger(value) && dialect.kind !== "mawk-2020") throw new Pass("awk great number");
  return { text: convert.text(value) };
}
