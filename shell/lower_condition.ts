// SPDX-License-Identifier: Apache-2.0

/** What stands between `[[` and `]]`, as the evaluator takes it. @module */
import type { TestExpression } from "unbash";
import type { Lowering } from "./lower.ts";
import { lowerWord } from "./lower_word.ts";
import type { Test } from "./tree.ts";

/** Lowers a condition. */
export function lowerTest(node: TestExpression, lowering: Lowering): Test {
  switch (node.type) {
    case "TestLogical":
      return {
        kind: node.operator === "&&" ? "and" : "or",
        operands: node.operands.map((each) => lowerTest(each, lowering)),
      };
    case "TestNot": {
      const operand = lowerTest(node.operand, lowering);
      return node.negations.length % 2 === 0 ? operand : { kind: "not", operand };
    }
    case "TestGroup":
      return lowerTest(node.expression, lowering);
    case "TestUnary":
      return {
        kind: "unary",
        operator: node.operator,
        operand: lowerWord(node.operand, lowering),
      };
    case "TestBinary":
      return {
        kind: "binary",
        operator: node.operator,
        left: lowerWord(node.left, lowering),
        right: lowerWord(node.right, lowering),
      };
  }
}
