// SPDX-License-Identifier: Apache-2.0

/** Scripts of GNU sed 4.9, read as sed/compile.c does, with its messages. @module */
import { Pass } from "../types.ts";
import { parseAddress } from "./address.ts";
import { resolveEscapes } from "./escapes.ts";
import { parseSubstitution, parseTranslation } from "./operands.ts";
import type { Dialect, Source } from "./pattern.ts";
import { Reader } from "./reader.ts";
import { type Address, type Command, type Script, SedError } from "./script.ts";

/** Reads a script of several expressions. */
export class Parser {
  readonly #commands: Command[] = [];
  readonly #jumps: { readonly command: Command; readonly label: string }[] = [];
  readonly #labels = new Map<string, number>();
  readonly #blocks: { readonly command: Command; readonly expression: number }[] = [];
  /** A text that the next expression continues. */
  #pending: { readonly command: Command; text: string } | undefined;
  #isQuiet = false;
  #expressions = 0;
  #source: Source = {
    reader: new Reader("", 0),
    dialect: { isExtended: false, isZero: false, utf8: false },
  };

  /** Reads one more expression, in bytes. */
  read(expression: string, dialect: Dialect): void {
    this.#source = { reader: new Reader(expression, ++this.#expressions), dialect };
    if (this.#pending) this.#readText(this.#pending.command, "\n");
    let byte: string;
    while ((byte = this.#first()) !== "") {
      if (byte === "#") this.#comment();
      else this.#command(byte);
    }
  }

  /** The whole script. */
  script(): Script {
    const block = this.#blocks.at(-1);
    if (block) {
      throw new SedError("unmatched `{'", { expression: block.expression, byte: 0 });
    }
    if (this.#pending) {
      const { command, text } = this.#pending;
      command.text = text === "" ? undefined : text;
    }
    for (const { command, label } of this.#jumps.toReversed()) {
      const target = label === "" ? this.#commands.length : this.#labels.get(label);
      if (target === undefined) throw new SedError(`can't find label for jump to \`${label}'`);
      command.target = target;
    }
    return {
      commands: this.#commands,
      isQuiet: this.#isQuiet,
      expressions: this.#expressions,
    };
  }

  /** The first byte of a command. */
  #first(): string {
    let byte = this.#source.reader.next();
    while (byte !== "" && /[;\t-\r ]/.test(byte)) byte = this.#source.reader.next();
    return byte;
  }

  #comment(): void {
    const isFirst = this.#source.reader.at === 1 && this.#expressions === 1;
    // whatever follows: "#no" is quiet as well
    if (this.#source.reader.line().startsWith("n") && isFirst) this.#isQuiet = true;
  }

  #command(start: string): void {
    const reader = this.#source.reader;
    let byte = start;
    const first = parseAddress(byte, this.#source);
    let second: Address | undefined;
    if (first) {
      if (first.kind === "count" || first.kind === "multiple") {
        reader.fail("invalid usage of +N or ~N as first address");
      }
      byte = reader.nextVisible();
      if (byte === ",") {
        second = parseAddress(reader.nextVisible(), this.#source);
        if (!second) reader.fail("unexpected `,'");
        byte = reader.nextVisible();
      }
      const isZero = first.kind === "line" && first.line === 0;
      if (isZero && (second ? second.kind !== "pattern" : byte !== "r")) {
        reader.fail("invalid usage of line address 0");
      }
    }
    let isNegated = false;
    if (byte === "!") {
      isNegated = true;
      byte = reader.nextVisible();
      if (byte === "!") reader.fail("multiple `!'s");
    }
    if (byte === "#") {
      if (first) reader.fail("comments don't accept any addresses");
      // an address that is none is forgotten with the line
      this.#comment();
      return;
    }
    this.#payload({ letter: byte, first, second, isNegated });
  }

  /** Reads what follows a command's letter. */
  #payload(command: Omit<Command, "target">): void {
    const reader = this.#source.reader;
    const { letter, first, second } = command;
    switch (letter) {
      case "":
        return reader.fail("missing command");
      case "{": {
        const block: Command = { ...command, isNegated: !command.isNegated };
        this.#blocks.push({ command: block, expression: this.#expressions });
        return this.#add(block);
      }
      case "}": {
        const block = this.#blocks.at(-1);
        if (!block) return reader.fail("unexpected `}'");
        if (first) return reader.fail("`}' doesn't want any addresses");
        reader.end();
        this.#blocks.pop();
        block.command.target = this.#commands.length;
        return this.#add(command);
      }
      case "a":
      case "i":
      case "c": {
        const whole: Command = { ...command };
        this.#add(whole);
        return this.#text(whole);
      }
      case ":": {
        if (first) return reader.fail(": doesn't want any addresses");
        const label = reader.label();
        if (label === "") return reader.fail('":" lacks a label');
        this.#labels.set(label, this.#commands.length);
        return this.#add(command);
      }
      case "b":
      case "t":
      case "T": {
        const jump: Command = { ...command };
        this.#jumps.push({ command: jump, label: reader.label() });
        return this.#add(jump);
      }
      case "q":
      case "Q":
      case "l": {
        if (letter !== "l" && second) return reader.fail("command only uses one address");
        const byte = reader.nextVisible();
        const isNumber = /^\d$/.test(byte);
        const number = isNumber ? reader.number(byte) : undefined;
        if (!isNumber) reader.back(byte);
        reader.end();
        return this.#add({ ...command, number });
      }
      case "w":
        if (reader.nextVisible() + reader.line() !== "/dev/stdout") throw new Pass("command w");
        return this.#add(command);
      case "s":
        return this.#add({ ...command, substitution: parseSubstitution(this.#source) });
      case "y":
        return this.#add({ ...command, translation: parseTranslation(this.#source) });
      case "e":
      case "r":
      case "R":
      case "W":
      case "v":
      case "L":
        throw new Pass(`command ${letter}`);
      default:
        if (!/^[=dDFgGhHnNpPzx]$/.test(letter)) {
          if (letter < " " || letter > "~") throw new Pass("unknown command");
          return reader.fail(`unknown command: \`${letter}'`);
        }
        reader.end();
        return this.#add(command);
    }
  }

  #add(command: Command): void {
    this.#commands.push(command);
  }

  /** What `a`, `i` and `c` print. */
  #text(command: Command): void {
    const byte = this.#source.reader.nextVisible();
    if (byte === "") this.#source.reader.fail("expected \\ after `a', `c' or `i'");
    let lead = "\n";
    if (byte === "\\") lead = this.#source.reader.next();
    else this.#source.reader.back(byte);
    this.#pending = { command, text: "" };
    if (lead === "") return;
    this.#readText(command, lead);
  }

  #readText(command: Command, lead: string): void {
    const pending = this.#pending!;
    if (lead !== "\n") pending.text += lead;
    let byte = this.#source.reader.next();
    for (; byte !== "" && byte !== "\n"; byte = this.#source.reader.next()) {
      if (byte === "\\") {
        byte = this.#source.reader.next();
        // the next expression goes on with the text
        if (byte === "") {
          pending.text += "\n";
          return;
        }
        pending.text += "\\";
      }
      pending.text += byte;
    }
    command.text = resolveEscapes(`${pending.text}\n`, "text");
    this.#pending = undefined;
  }
}
