// SPDX-License-Identifier: Apache-2.0

/** Filters beside the real commands, over inputs on which they stumble. @module */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compare, type Surroundings } from "./differential.ts";
import { generator, seed } from "./random.ts";

const bytes = (text: string) => Uint8Array.from(text, (each) => each.charCodeAt(0));

/** Inputs, one character per byte. */
export const inputs: Readonly<Record<string, string>> = {
  empty: "",
  blank: "\n",
  blanks: "\n\n\n",
  open: "no end",
  plain: "one two\nthree four five\nsix\n",
  repeated: "a\na\nb\nb\nb\na\nB\nb\n\n\nc",
  fields: "root:x:0:0:root:/root:/bin/bash\nnone\n:a:\n::\na:b:c:d:e:f",
  numbers: "10\n9\n-3\n+4\n 7\n007\n1.5\n1.25\n1e3\nx\n\n10",
  spaces: "  a  b\t c\n\ta b  \n a\n   \nb c\t\n",
  controls: "a\x01b\x7f\n\r\n\x1b[1mx\x1b[0m\f\v\b\n",
  zero: "a\0b\0\0c\nd\0",
  utf8: "\xc3\xa4\xc3\xb6 x\n\xe2\x82\xac5\nZ\xc3\xbcrich\n\xf0\x9f\x90\x92\n",
  latin1: "\xe4\xf6 x\n\xff\xfe\nZ\xfcrich \xc3\n",
  long: `${"word ".repeat(900)}\n${"x".repeat(5000)}\n`,
  many: Array.from({ length: 1500 }, (_, index) => `${index % 37},${index % 5} ${index}\n`).join(
    "",
  ),
};

const alphabet = [..."aabbcAB  \t\n\n:,.-01259/", "ab\n", "one", "\xc3\xa9", "\xff", "\0", "\r\n"];

/** An input that a seed repeats. */
export function randomInput(below: (limit: number) => number): string {
  const tame = below(2) === 0 ? alphabet.length - 4 : alphabet.length;
  return Array.from({ length: below(60) }, () => alphabet[below(tame)]).join("");
}

/** How many comparisons were made, and how many of them were answered. */
export interface Tally {
  /** All of them. */
  asked: number;
  /** Those that did not pass. */
  answered: number;
}

/** Compares a filter over given arguments and inputs, in both locales. */
export function compareInputs(
  command: string,
  args: readonly string[],
  chosen: readonly string[] = Object.values(inputs),
  tally: Tally = { asked: 0, answered: 0 },
): Tally {
  for (const input of chosen) {
    for (const locale of ["C", "C.UTF-8"]) {
      const around: Surroundings = { env: environment(locale), input: bytes(input) };
      tally.asked++;
      if (compare(command, args, around).kind === "answered") tally.answered++;
    }
  }
  return tally;
}

/** An environment that has nothing but a locale. */
export function environment(locale: string): Record<string, string> {
  return { PATH: "/usr/bin:/bin", LC_ALL: locale };
}

/** A test for each command line that must be answered on every tame input. */
export function testLines(command: string, lines: readonly (readonly string[])[]): void {
  const tame = [...["empty", "blanks", "open", "plain", "repeated", "fields"], "numbers", "spaces"];
  const wild = Object.keys(inputs).filter((name) => !tame.includes(name));
  for (const args of lines) {
    test(`${command} ${args.join(" ")} is answered as the command does`, () => {
      const { asked, answered } = compareInputs(command, args, tame.map((name) => inputs[name]!));
      assert.equal(answered, asked);
      compareInputs(command, args, wild.map((name) => inputs[name]!));
    });
  }
}

/** A test over generated arguments and inputs, of which a share must be answered. */
export function testGenerated(
  command: string,
  generate: (pick: <T>(from: readonly T[]) => T, below: (limit: number) => number) => string[],
  { rounds = 150, share = 0.5 }: { rounds?: number; share?: number } = {},
): void {
  test(`${command} is answered as the command does over generated lines (SEED=${seed})`, () => {
    const below = generator(seed);
    const pick = <T>(from: readonly T[]) => from[below(from.length)]!;
    const tally: Tally = { asked: 0, answered: 0 };
    for (let round = 0; round < rounds; round++) {
      const args = generate(pick, below);
      compareInputs(command, args, [randomInput(below)], tally);
    }
    assert.ok(tally.answered >= share * tally.asked, `${tally.answered} of ${tally.asked}`);
  });
}
