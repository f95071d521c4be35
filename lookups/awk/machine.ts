// SPDX-License-Identifier: Apache-2.0

/** What a program works on while it runs. @module */
import { type Call, type Environment, Pass } from "../types.ts";
import type { AwkArray } from "./array.ts";
import type { Dialect } from "./dialect.ts";
import { Fields } from "./fields.ts";
import type { MainInput } from "./main_input.ts";
import { Output } from "./output.ts";
import { type Pattern, readPattern } from "./pattern.ts";
import { type Separator, separatorOf } from "./split.ts";
import { Conversions, type Slot, type Value } from "./value.ts";

/** How much a program may do, in steps of at most 40 ns; an event loop has less patience. */
const stepLimits = { waiting: 40_000_000, going: 300_000 };
/** No value grows beyond it. */
const textLimit = 4 << 20;
/** Functions within functions. */
const depthLimit = 150;

/** The parameters of a function that runs. */
export type Frame = (Slot | AwkArray)[];

/** The state of a program. */
export class Machine {
  readonly dialect: Dialect;
  readonly convert: Conversions;
  readonly fields: Fields;
  readonly output: Output;
  readonly variables: ReadonlyMap<string, Slot>;
  /** Where records come from; set before the program runs. */
  input!: MainInput;
  /** The innermost function's parameters. */
  frame: Frame = [];
  /** How many functions are within one another. */
  depth = 0;
  readonly #environment: Environment;
  #steps: number;
  readonly #patterns = new Map<string, Pattern>();
  readonly #separators = new Map<string, Separator>();

  constructor(dialect: Dialect, { mayWait, env }: Pick<Call, "mayWait" | "env">) {
    this.dialect = dialect;
    this.#environment = env;
    this.convert = new Conversions(dialect, (steps) => this.spend(steps));
    this.output = new Output(mayWait);
    this.#steps = mayWait ? stepLimits.waiting : stepLimits.going;
    const outputSeparator: Slot = { value: " " };
    this.fields = new Fields(this.convert, outputSeparator);
    this.variables = new Map<string, Slot>([
      ["OFS", outputSeparator],
      ["ORS", { value: "\n" }],
      ["SUBSEP", { value: "\x1c" }],
      ["NR", { value: 0 }],
      ["FNR", { value: 0 }],
      ["FILENAME", { value: "" }],
      ["RSTART", { value: undefined }],
      ["RLENGTH", { value: undefined }],
    ]);
  }

  /** A variable that the language brings. */
  variable(name: string): Slot {
    return this.variables.get(name)!;
  }

  /** Counts steps; what never ends passes. */
  spend(steps: number): void {
    this.#steps -= steps;
    if (this.#steps < 0) throw new Pass("awk step limit");
  }

  /** Enters a function. */
  enter(): void {
    if (++this.depth > depthLimit) throw new Pass("awk function depth");
    this.spend(20);
  }

  /** Leaves all functions. */
  leave(): void {
    this.depth = 0;
    this.frame = [];
  }

  /** Whether mawk sorts the indices of a loop. */
  sortsIndices(): boolean {
    return this.#environment.get("WHINY_USERS") !== undefined;
  }

  /** A text that is not too long. */
  limited(text: string): string {
    if (text.length > textLimit) throw new Pass("awk text limit");
    this.spend(text.length >> 3);
    return text;
  }

  /** A pattern of a text, read once. */
  pattern(source: string): Pattern {
    let pattern = this.#patterns.get(source);
    if (!pattern) {
      this.spend(200);
      if (this.#patterns.size >= 200) this.#patterns.clear();
      this.#patterns.set(source, pattern = readPattern(source, this.dialect));
    }
    return pattern;
  }

  /** A separator of a text, read once. */
  separator(text: string): Separator {
    let separator = this.#separators.get(text);
    if (!separator) {
      this.spend(200);
      if (this.#separators.size >= 200) this.#separators.clear();
      this.#separators.set(text, separator = separatorOf(text, this.dialect));
    }
    return separator;
  }

  /** Sets one of the special variables. */
  setSpecial(name: string, value: Value): void {
    switch (name) {
      case "NF":
        this.fields.countSlot.value = value;
        break;
      case "FS":
        this.fields.setSeparator(value);
        break;
      case "RS":
        // other records than lines are not read here
        if (this.convert.text(value) !== "\n") throw new Pass("awk RS");
        break;
      case "CONVFMT":
      case "OFMT":
        this.convert.setFormat(name, value);
    }
  }
}
