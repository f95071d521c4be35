// SPDX-License-Identifier: Apache-2.0

/** Commands of every kind, and those that hold lists. @module */
import { Pass } from "../lookups/types.ts";
import { testCondition } from "./condition.ts";
import { type Around, mayBreak, placeOf } from "./evaluation.ts";
import { calculated, expandPattern, expandText } from "./expand.ts";
import { runFor, runWhile } from "./loops.ts";
import { matches, readPattern } from "../lookups/pattern.ts";
import { redirected } from "./redirect.ts";
import { runSimple } from "./simple.ts";
import { inSubshell, requireSuccess } from "./subshell.ts";
import { surroundingsOf } from "./surroundings.ts";
import type {
  ArithmeticCommand,
  Case,
  Command,
  Condition,
  FunctionDefinition,
  Group,
  If,
  SimpleCommand,
} from "./tree.ts";

/** Runs a command; gives its status. */
export function runCommand(command: Command, around: Around): number {
  if (command.kind === "simple") return runSimple(command, around);
  const { redirects } = command;
  if (redirects.length === 0) return runCompound(command, around);
  const inner = redirected(redirects, around, undefined);
  return typeof inner === "number" ? inner : runCompound(command, inner);
}

function runCompound(command: Exclude<Command, SimpleCommand>, around: Around): number {
  switch (command.kind) {
    case "group":
      return runGroup(command, around);
    case "if":
      return runIf(command, around);
    case "for":
      return runFor(command, around);
    case "while":
      return runWhile(command, around);
    case "case":
      return runCase(command, around);
    case "function":
      return define(command, around);
    case "condition":
      return runCondition(command, around);
    case "arithmetic command":
      return runArithmetic(command, around);
    case "background":
      throw new Pass("shell syntax &");
  }
}

function runGroup({ items, isSubshell }: Group, around: Around): number {
  const { evaluation, state } = around;
  if (!isSubshell) return evaluation.list(items, around);
  const status = inSubshell(around, (inner) => evaluation.list(items, inner));
  state.isUncertain = mayBreak(around);
  requireSuccess(status, around);
  return status;
}

function runIf(command: If, around: Around): number {
  const { evaluation, state } = around;
  const status = evaluation.list(command.condition, { ...around, isTested: true });
  state.requireCertain();
  if (status === 0) return evaluation.list(command.then, around);
  if (command.else.length === 0) return state.status = 0;
  return evaluation.list(command.else, around);
}

function runCase({ word, items }: Case, around: Around): number {
  const { evaluation, state } = around;
  evaluation.budget.spend(1);
  const surroundings = surroundingsOf(around, undefined);
  const text = expandText(word, surroundings);
  for (const { patterns, body } of items) {
    for (const each of patterns) {
      const pattern = readPattern(expandPattern(each, surroundings));
      if (!matches(pattern, text)) continue;
      if (body.length === 0) return state.status = 0;
      return evaluation.list(body, around);
    }
  }
  return state.status = 0;
}

function define({ name, body }: FunctionDefinition, { state }: Around): number {
  state.functions.set(name, body);
  return 0;
}

function runCondition({ test }: Condition, around: Around): number {
  const { budget, host } = around.evaluation;
  budget.spend(1);
  const surroundings = surroundingsOf(around, undefined);
  const status = testCondition(test, { surroundings, place: placeOf(around), host }) ? 0 : 1;
  requireSuccess(status, around);
  return status;
}

function runArithmetic({ expression }: ArithmeticCommand, around: Around): number {
  around.evaluation.budget.spend(1);
  const status = calculated(expression, surroundingsOf(around, undefined)) === 0n ? 1 : 0;
  requireSuccess(status, around);
  return status;
}
