// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";
import { Pass } from "../lookups/types.ts";
import { ArithmeticError, calculate } from "./arithmetic.ts";
import type { ShellName } from "./builtin_call.ts";

function value(
  text: string,
  variables: Record<string, string> = {},
  shell: ShellName = "sh",
): number {
  const scope = {
    shell,
    get: (name: string) => variables[name],
    set: (name: string, assigned: string) => {
      variables[name] = assigned;
    },
  };
  return Number(calculate(text, scope));
}

for (
  const [text, expected] of [
    ["1+2*3", 7],
    ["(1+2)*3", 9],
    ["7 / 2 - -7 / 2", 6],
    ["7 % -3", 1],
    ["1 << 3 | 1", 9],
    ["0x10 + 010", 24],
    ["1 ? 2 : 0 ? 3 : 4", 2],
    ["!5 + ~0", -1],
    ["9223372036854775807 + 1", -9223372036854775808],
    ["2 > 1 == 1", 1],
    ["unset + 1", 1],
  ] as const
) {
  test(`$((${text})) is ${expected}`, () => assert.equal(value(text), expected));
}

test("an assignment changes a variable, unless it is not reached", () => {
  const variables: Record<string, string> = { i: "5" };
  assert.equal(value("i += 2", variables), 7);
  assert.equal(variables["i"], "7");
  assert.equal(value("0 && (i = 9)", variables), 0);
  assert.equal(value("1 || (i = 9)", variables), 1);
  assert.equal(value("1 ? 3 : (i = 9)", variables), 3);
  assert.equal(variables["i"], "7");
});

for (
  const text of ["", "1 +", "1 2", "08", "i++", "2 ** 3", "1, 2", "1 << 64", "0xg", "a b"]
) {
  test(`$((${text})) passes`, () => {
    assert.throws(() => value(text), (thrown) => thrown instanceof Pass);
  });
}

test("a variable that is no number passes", () => {
  assert.throws(() => value("a", { a: "1+1" }), (thrown) => thrown instanceof Pass);
});

test("bash has steps, powers and sequences, and takes nothing for zero", () => {
  for (
    const [text, expected] of [
      ["", 0],
      ["i++ + ++i", 12],
      ["i-- - --i", 2],
      ["2 ** 3 ** 2", 512],
      ["-2 ** 2", 4],
      ["2 * 3 ** 2", 18],
      ["i = 1, i + 1", 2],
      ["(1, 2) + 1", 3],
      ["7 / -1", -7],
      ["7 % -1", 0],
    ] as const
  ) {
    assert.equal(value(text, { i: "5" }, "bash"), expected, text);
  }
  assert.throws(() => value("1--1", {}, "bash"), (thrown) => thrown instanceof Pass);
});

test("dash complains of a division by zero, and bash's words pass", () => {
  const { message } = new ArithmeticError('arithmetic expression: division by zero: "1 / 0"');
  assert.throws(() => value("1 / 0"), { message });
  assert.throws(() => value("1 / 0", {}, "bash"), (thrown) => thrown instanceof Pass);
});
