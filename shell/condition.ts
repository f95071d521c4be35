// SPDX-License-Identifier: Apache-2.0

/** `[[ … ]]` of bash. @module */
import type { Host } from "../lookups/host.ts";
import { isFile, isSame, isTerminal, type Place, statusOf } from "../lookups/predicate.ts";
import { encode, latin1 } from "../lookups/text.ts";
import { Pass } from "../lookups/types.ts";
import { expandPattern, expandText, type Surroundings } from "./expand.ts";
import { matches, readPattern } from "../lookups/pattern.ts";
import type { Operation, Test } from "./tree.ts";

/** What a condition is judged by. */
export interface Judging {
  /** The shell around it. */
  readonly surroundings: Surroundings;
  /** Where it is. */
  readonly place: Place;
  /** The system. */
  readonly host: Host;
}

/** Whether a condition holds; throws a Pass where it is not reproduced. */
export function testCondition(test: Test, judging: Judging): boolean {
  switch (test.kind) {
    case "and":
      return test.operands.every((each) => testCondition(each, judging));
    case "or":
      return test.operands.some((each) => testCondition(each, judging));
    case "not":
      return !testCondition(test.operand, judging);
    case "unary":
      return testOne(test.operator, expandText(test.operand, judging.surroundings), judging);
    case "binary":
      return testTwo(test, judging);
  }
}

function testOne(operator: string, operand: string, judging: Judging): boolean {
  const { place, host } = judging;
  if (operator === "-z") return operand === "";
  if (operator === "-n") return operand !== "";
  if (operator === "-v" && /^[A-Za-z_]\w*$/.test(operand)) return isSet(operand, judging);
  if (operator === "-t" && /^\d$/.test(operand)) return isTerminal(BigInt(operand), place);
  const letter = /^-([bcdefghkLprsSuwx])$/.exec(operator)?.[1];
  const result = letter === undefined ? undefined : isFile(letter, operand, place, host);
  if (result === undefined) throw new Pass(`shell condition ${operator}`);
  return result;
}

function testTwo(
  { operator, left, right }: Extract<Test, { kind: "binary" }>,
  judging: Judging,
): boolean {
  const { surroundings } = judging;
  const text = expandText(left, surroundings);
  switch (operator) {
    case "=":
    case "==":
    case "!=": {
      const pattern = readPattern(expandPattern(right, surroundings));
      return matches(pattern, text) === (operator !== "!=");
    }
    // C.UTF-8 has the order of bytes, too
    case "<":
      return bytes(text) < bytes(expandText(right, surroundings));
    case ">":
      return bytes(text) > bytes(expandText(right, surroundings));
    case "-nt":
    case "-ot":
    case "-ef":
      return compareFiles(operator, text, expandText(right, surroundings), judging);
    case "-eq":
    case "-ne":
    case "-lt":
    case "-le":
    case "-gt":
    case "-ge":
      return compareNumbers(operator, text, expandText(right, surroundings));
    default:
      throw new Pass(`shell condition ${operator}`);
  }
}

function bytes(text: string): string {
  return latin1(encode(text));
}

function isSet(name: string, { surroundings }: Judging): boolean {
  return expandText(
    [{ kind: "parameter", name, quoted: true, operation: whetherSet }],
    surroundings,
  ) !==
    "";
}

const whetherSet: Operation = { operator: "+", colon: false, word: "x" };

function compareFiles(
  operator: "-nt" | "-ot" | "-ef",
  left: string,
  right: string,
  { place, host }: Judging,
): boolean {
  const one = statusOf(left, place, host);
  const other = statusOf(right, place, host);
  if (operator === "-ef") return isSame(one, other);
  const [newer, older] = operator === "-nt" ? [one, other] : [other, one];
  return newer !== undefined && (!older || newer.mtimeNs > older.mtimeNs);
}

function compareNumbers(operator: string, left: string, right: string): boolean {
  // both are expressions
  if (!/^-?(0|[1-9]\d{0,17})$/.test(left) || !/^-?(0|[1-9]\d{0,17})$/.test(right)) {
    throw new Pass("shell condition of an expression");
  }
  const one = BigInt(left);
  const other = BigInt(right);
  switch (operator) {
    case "-eq":
      return one === other;
    case "-ne":
      return one !== other;
    case "-lt":
      return one < other;
    case "-le":
      return one <= other;
    case "-gt":
      return one > other;
    default:
      return one >= other;
  }
}
