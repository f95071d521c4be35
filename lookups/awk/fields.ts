// SPDX-License-Identifier: Apache-2.0

/**
 * The record and its fields, which are split from it when the first of them is asked for, and from
 * which it is built again when one is assigned (mawk, field.c).
 *
 * @module
 */
import { layFraction } from "../fraction.ts";
import { Pass } from "../types.ts";
import { requireMawk } from "./dialect.ts";
import { RunTimeError } from "./failure.ts";
import { blanks, pieces, type Separator, separatorOf } from "./split.ts";
import { type Conversions, InputText, type Slot, type Value } from "./value.ts";

/** No program has so many fields on purpose. */
const mostFields = 20_000;

/** `$0`, `$1`, NF, and FS. */
export class Fields {
  readonly #convert: Conversions;
  readonly #outputSeparator: Slot;
  /** Field 0 is the record. */
  readonly #values: Value[] = [""];
  readonly #slots: Slot[] = [];
  /** How many fields there are; -1: they were not split yet. */
  #count = 0;
  #countValue: Value = 0;
  #separator: Separator = blanks;
  #separatorValue: Value = " ";

  /** @param outputSeparator OFS */
  constructor(convert: Conversions, outputSeparator: Slot) {
    this.#convert = convert;
    this.#outputSeparator = outputSeparator;
  }

  /** Takes a record that was read. */
  read(text: string): void {
    this.#values[0] = text === "" ? "" : new InputText(text, this.#convert.dialect);
    this.#count = -1;
  }

  /** The record. */
  get record(): Value {
    return this.#values[0];
  }

  /** A field; behind the last one they are empty. */
  get(index: number): Value {
    if (index === 0) return this.#values[0];
    this.#split();
    return index <= this.#count ? this.#values[index] : this.#absent();
  }

  /** A field whose number was computed. */
  getComputed(number: number): Value {
    const index = indexOf(number);
    this.#split();
    return index <= this.#count ? this.#values[index] : this.#absent();
  }

  /** Elsewhere it is as if never set, and so both a number and a text. */
  #absent(): Value {
    return this.#convert.dialect.kind === "any" ? undefined : "";
  }

  /** A field as a place. */
  slot(index: number): Slot {
    if (index > 0) {
      this.#split();
      if (index > this.#count) this.#values[index] = "";
    }
    return this.#slot(index);
  }

  /** A field as a place, whose number was computed. */
  slotComputed(number: number): Slot {
    const index = indexOf(number);
    if (index > 0) this.#split();
    // what was not split has -1 fields, and so even the record goes
    if (index > this.#count) {
      if (index === 0) requireMawk(this.#convert.dialect, "computed record");
      this.#values[index] = "";
    }
    return this.#slot(index);
  }

  /** NF as a place. */
  get countSlot(): Slot {
    this.#split();
    return this.#countSlot;
  }

  /** NF. */
  get count(): Value {
    this.#split();
    return this.#countValue;
  }

  /** Splits the record, as naming one of the special variables as a place does. */
  settle(): void {
    this.#split();
  }

  /** FS. */
  get separatorValue(): Value {
    return this.#separatorValue;
  }

  /** What FS means. */
  get separator(): Separator {
    return this.#separator;
  }

  /** Sets FS, which counts from the next record on. */
  setSeparator(value: Value): void {
    this.#split();
    this.#separatorValue = value;
    this.#separator = separatorOf(this.#convert.text(value), this.#convert.dialect);
  }

  readonly #countSlot: Slot = accessor(
    () => this.#countValue,
    (value) => this.#setCount(value),
  );

  #slot(index: number): Slot {
    return this.#slots[index] ??= accessor(
      () => {
        // another record came since the place was looked for
        if (index > 0 && this.#count < 0) throw new Pass("awk field of another record");
        return this.#values[index];
      },
      (value) => this.#set(index, value),
    );
  }

  #split(): void {
    if (this.#count >= 0) return;
    const text = this.#convert.text(this.#values[0]);
    const found = pieces(text, this.#separator);
    this.#convert.spend(text.length + 20 * found.length);
    if (found.length > mostFields) throw new Pass("awk many fields");
    this.#count = found.length;
    this.#countValue = found.length;
    for (let index = 0; index < found.length; index++) {
      this.#values[index + 1] = new InputText(found[index]!, this.#convert.dialect);
    }
  }

  #set(index: number, value: Value): void {
    if (index === 0) {
      this.#values[0] = value;
      this.#count = -1;
      return;
    }
    this.#split();
    this.#values[index] = value;
    if (index > this.#count) {
      for (let between = this.#count + 1; between < index; between++) this.#values[between] = "";
      this.#count = index;
      this.#countValue = index;
    }
    this.#build();
  }

  #setCount(value: Value): void {
    this.#split();
    this.#countValue = value;
    const count = Math.trunc(this.#convert.number(value));
    if (!(count >= 0 && count <= mostFields)) throw new Pass("awk number of fields");
    for (let index = this.#count + 1; index <= count; index++) this.#values[index] = "";
    this.#count = count;
    this.#build();
  }

  #build(): void {
    if (this.#count === 0) this.#values[0] = "";
    else if (this.#count === 1) this.#values[0] = this.#values[1];
    else {
      const texts = this.#values.slice(1, this.#count + 1)
        .map((value) => this.#convert.text(value));
      const record = texts.join(this.#convert.text(this.#outputSeparator.value));
      this.#convert.spend(record.length + 20 * this.#count);
      this.#values[0] = record;
    }
  }
}

function accessor(get: () => Value, set: (value: Value) => void): Slot {
  return {
    get value() {
      return get();
    },
    set value(value) {
      set(value);
    },
  };
}

function indexOf(number: number): number {
  if (number < 0) throw new RunTimeError(`negative field index $${sixDigits(number)}`);
  const index = Math.trunc(number);
  if (index > mostFields) throw new Pass("awk field number");
  return index;
}

function sixDigits(number: number): string {
  return layFraction({ flags: "", width: 0, precision: 6 }, "g", number);
}
