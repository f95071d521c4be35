// SPDX-License-Identifier: Apache-2.0

/** Runs a whole program: BEGIN, the rules for every record, END. @module */
import type { Host } from "../host.ts";
import type { Answer, Call } from "../types.ts";
import { type Dialect, requireMawk } from "./dialect.ts";
import { Failure, RunTimeError } from "./failure.ts";
import { Machine } from "./machine.ts";
import { MainInput } from "./main_input.ts";
import { Names } from "./names.ts";
import { parseProgram } from "./parser.ts";
import { Scope } from "./scope.ts";
import { Exit, type Run, Statements } from "./statements.ts";
import type { Rule } from "./tree.ts";

/** A program, and what it is given. */
export interface Job {
  readonly source: string;
  /** `-v` and `-F`, in order. */
  readonly assignments: readonly { readonly name: string; readonly text: string }[];
  readonly operands: readonly string[];
  /** With which messages begin. */
  readonly name: string;
}

/** Runs a program; throws a Pass where only the original can tell. */
export function runProgram(job: Job, dialect: Dialect, call: Call, host: Host): Answer {
  const program = parseProgram(job.source, dialect);
  const machine = new Machine(dialect, call);
  const scope = new Scope(machine, program, new Names(program, dialect));
  const statements = new Statements(machine, scope);
  const assign = (name: string, text: string) => scope.assign(name, text);
  machine.input = new MainInput(job.operands, { call, host, machine, assign });
  for (const { name, text } of job.assignments) assign(name, text);
  for (const each of program.functions.values()) statements.define(each);
  const begin = program.begin.map((each) => statements.statement(each));
  const rules = program.rules.map((each) => compileRule(each, statements));
  const end = program.end.map((each) => statements.statement(each));
  let code = 0;
  /** Runs a part; `exit` leaves it, and all of them where END was reached. */
  const part = (run: () => void): "done" | "left" => {
    try {
      run();
      return "done";
    } catch (thrown) {
      if (!(thrown instanceof Exit)) throw thrown;
      machine.leave();
      code = thrown.code ?? code;
      return "left";
    }
  };
  try {
    const first = part(() => begin.forEach((run) => run()));
    if (first === "done" && rules.length + end.length > 0) {
      part(() => runRules(rules, machine));
    }
    if (first === "left" && end.length > 0) requireMawk(dialect, "exit before END");
    part(() => end.forEach((run) => run()));
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    requireMawk(dialect, "error");
    machine.output.complain(
      thrown instanceof RunTimeError
        ? `${job.name}: run time error: ${thrown.message}\n${machine.input.where}\n`
        : `${job.name}: ${thrown.message}\n`,
    );
    code = 2;
  }
  return machine.output.answer(code);
}

function runRules(rules: readonly Run[], machine: Machine): void {
  while (true) {
    const record = machine.input.next();
    if (record === undefined) return;
    machine.fields.read(record);
    for (const run of rules) {
      const completion = run();
      if (completion === undefined) continue;
      if (completion === "nextfile") machine.input.skipFile();
      break;
    }
  }
}

function compileRule({ patterns, action }: Rule, statements: Statements): Run {
  const run = statements.statement(action);
  const [first, last] = patterns.map((each) => statements.expressions().truth(each));
  if (!first) return run;
  if (!last) return () => first() ? run() : undefined;
  let isWithin = false;
  return () => {
    if (!isWithin && !first()) return undefined;
    isWithin = !last();
    return run();
  };
}
