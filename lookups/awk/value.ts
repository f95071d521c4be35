// SPDX-License-Identifier: Apache-2.0

/**
 * Values: numbers, texts of one character per byte, texts that came from outside, and undefined,
 * which is what a variable holds before it is set.
 *
 * @module
 */
import type { Layout } from "../directive.ts";
import { layFraction } from "../fraction.ts";
import { Pass } from "../types.ts";
import { type Dialect, requireMawk } from "./dialect.ts";
import { looksNumeric, toNumber } from "./number.ts";

/** A text from outside, which is also a number where it looks like one (POSIX: strnum). */
export class InputText {
  readonly text: string;
  readonly #dialect: Dialect;
  #number: number | undefined;
  #isAsked = false;

  constructor(text: string, dialect: Dialect) {
    this.text = text;
    this.#dialect = dialect;
  }

  /** Its number; undefined where it does not look like one. */
  get number(): number | undefined {
    if (!this.#isAsked) {
      this.#number = looksNumeric(this.text, this.#dialect);
      this.#isAsked = true;
    }
    return this.#number;
  }
}

/** What a variable holds. */
export type Value = undefined | number | string | InputText;

/** Where a value is kept. */
export interface Slot {
  value: Value;
}

/** A number's format that holds one directive, as CONVFMT and OFMT do. */
interface NumberFormat {
  readonly before: string;
  readonly layout: Layout;
  readonly letter: string;
  readonly after: string;
}

/** The format of numbers where none other was set. */
const usual: NumberFormat = {
  before: "",
  layout: { flags: "", width: 0, precision: 6 },
  letter: "g",
  after: "",
};

/** From values to values of another kind, as awk does it on its own. */
export class Conversions {
  readonly dialect: Dialect;
  /** Counts the steps of what takes long. */
  readonly spend: (steps: number) => void;
  #conversion = usual;
  #output = usual;

  constructor(dialect: Dialect, spend: (steps: number) => void) {
    this.dialect = dialect;
    this.spend = spend;
  }

  /** Sets CONVFMT or OFMT; what is no text stands for the usual one (mawk, field_assign). */
  setFormat(which: "CONVFMT" | "OFMT", value: Value): void {
    const text = typeof value === "string" ? value : value instanceof InputText ? value.text : "";
    const format = typeof value === "string" || value instanceof InputText
      ? readFormat(text)
      : usual;
    if (which === "CONVFMT") this.#conversion = format;
    else this.#output = format;
  }

  /** As a number. */
  number(value: Value): number {
    switch (typeof value) {
      case "number":
        return value;
      case "undefined":
        return 0;
      case "string":
        this.spend(value.length >> 4);
        return toNumber(value, this.dialect);
      default:
        return value.number ?? toNumber(value.text, this.dialect);
    }
  }

  /** As a text. */
  text(value: Value): string {
    switch (typeof value) {
      case "string":
        return value;
      case "undefined":
        return "";
      case "number":
        return this.#numberText(value, this.#conversion);
      default:
        return value.text;
    }
  }

  /** As `print` prints it. */
  printed(value: Value): string {
    return typeof value === "number" ? this.#numberText(value, this.#output) : this.text(value);
  }

  /** Whether it counts as true. */
  truth(value: Value): boolean {
    switch (typeof value) {
      case "number":
        return value !== 0;
      case "string":
        return value !== "";
      case "undefined":
        return false;
      default: {
        const { number } = value;
        return number === undefined ? value.text !== "" : number !== 0;
      }
    }
  }

  /** Below zero, zero, or above, by the order of numbers, or of texts. */
  compare(left: Value, right: Value): number {
    const first = comparable(left);
    const second = comparable(right);
    if (typeof first !== "string" && typeof second !== "string") {
      const a = first ?? 0;
      const b = second ?? 0;
      return a < b ? -1 : a > b ? 1 : 0;
    }
    const a = this.text(left);
    const b = this.text(right);
    this.spend((a.length + b.length) >> 4);
    if (this.dialect.kind === "any" && /[^\0-\x7f]/.test(a + b)) requireMawk(this.dialect, "order");
    return a < b ? -1 : a > b ? 1 : 0;
  }

  /** Whether a number is printed as a whole one. */
  isInteger(value: number): boolean {
    if (!Number.isInteger(value)) return false;
    if (Math.abs(value) <= this.dialect.mostInteger) return true;
    // from here on versions and limits of types decide
    if (this.dialect.kind !== "mawk-2020") throw new Pass("awk great number");
    return false;
  }

  #numberText(value: number, { before, layout, letter, after }: NumberFormat): string {
    // gawk shows the sign of -0
    if (Object.is(value, -0)) requireMawk(this.dialect, "negative zero");
    if (this.isInteger(value)) return String(value);
    this.spend(150);
    return before + layFraction(layout, letter, value) + after;
  }
}

/** What a value is compared as: undefined goes with either. */
function comparable(value: Value): undefined | number | string {
  return value instanceof InputText ? value.number ?? value.text : value;
}

function readFormat(text: string): NumberFormat {
  const match = /^([^%]*)%([-+ #0]*)(\d*)(?:\.(\d*))?([efgEG])([^%]*)$/.exec(text);
  if (!match) throw new Pass("awk number format");
  const [, before, flags, width, precision, letter, after] = match;
  // CONVFMT is written into a small buffer
  if (Number(width) > 100 || Number(precision) > 100) throw new Pass("awk number format");
  const digits = precision === undefined ? undefined : Number(precision);
  return {
    before: before!,
    layout: { flags: flags!, width: Number(width), precision: digits },
    letter: letter!,
    after: after!,
  };
}
