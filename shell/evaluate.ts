// SPDX-License-Identifier: Apache-2.0

/**
 * Evaluates a line. Lookups have no effects, so a command that passes anywhere in what is reached
 * makes the whole line pass from its start.
 *
 * @module
 */
import { absolute } from "../lookups/canonical.ts";
import type { Host } from "../lookups/host.ts";
import { inputOf } from "../lookups/input.ts";
import { mayRead } from "../lookups/policy.ts";
import { execute, type Knowledge, type Request } from "../lookups/run.ts";
import { decodeExactly, encode, failed } from "../lookups/text.ts";
import { type Answer, type Environment, Pass, type Sink } from "../lookups/types.ts";
import { type BuiltinCall, messageOf, type ShellName } from "./builtin_call.ts";
import { isBuiltin, isSpecial, runBuiltin } from "./builtins.ts";
import { testCondition } from "./condition.ts";
import { Exit, LoopJump, Return } from "./control.ts";
import { workingDirectory } from "./directory.ts";
import { expandPattern, expandText, expandWord, type Surroundings } from "./expand.ts";
import { namesOf } from "./glob.ts";
import { Output, type Source, sourceOf } from "./output.ts";
import { parsed } from "./parsed.ts";
import { matches, readPattern } from "./pattern.ts";
import { ShellState } from "./state.ts";
import type {
  Case,
  Command,
  For,
  Group,
  If,
  ListItem,
  Redirect,
  SimpleCommand,
  While,
  Word,
} from "./tree.ts";
import { asExported, isForeignLocale, Variables } from "./variables.ts";

/** What one line may print before it is left to a real shell, in bytes. */
const outputLimit = 16 << 20;
/** What one line may do, in commands that a shell brings itself; the event loop has less patience. */
const stepLimit = { waiting: 40_000, busy: 6_000 };
/** A lookup, and a subshell, in such steps. */
const lookupSteps = 40;
const forkSteps = 5;
/** Functions within functions. */
const depthLimit = 100;

/**
 * Evaluates `sh -c LINE`.
 *
 * @param request the shell's own call; its `argv0` begins the shell's messages
 * @returns undefined, or throws a Pass, where only a real shell can tell
 */
export function evaluateLine(
  line: string,
  shell: ShellName,
  request: Request,
  knowledge: Knowledge,
  host: Host,
): Answer | undefined {
  if (shell === "bash") requirePlainBash(request.env);
  const items = parsed(line, shell, request, knowledge, host);
  return new Evaluation(shell, request, knowledge, host).run(items);
}

/** bash reads these before it reads the line, and warns of locales that are not installed. */
function requirePlainBash(env: Environment): void {
  for (const [name, value] of env.entries()) {
    if (/^(BASH|SHELLOPTS$|POSIXLY_CORRECT$)/.test(name)) throw new Pass(`environment ${name}`);
    if (isForeignLocale(name, value)) throw new Pass(`locale ${value}`);
  }
}

/** What surrounds a command: its shell's state, and its descriptors. */
interface Around {
  readonly state: ShellState;
  readonly source: Source;
  /** Outputs by descriptor. */
  readonly outputs: readonly (Output | undefined)[];
  /** Whether standard output is a pipe of the line's, whose reader may end early. */
  readonly isPiped: boolean;
  /** Whether a failure is looked at, and ends no shell. */
  readonly isTested: boolean;
  /** Loops that a jump can leave; undefined: those of an outer shell, too. */
  readonly loops: number | undefined;
  /** Functions around the command. */
  readonly depth: number;
}

class Evaluation {
  readonly #shell: ShellName;
  readonly #request: Request;
  readonly #knowledge: Knowledge;
  readonly #host: Host;
  #size = 0;
  #steps: number;

  constructor(shell: ShellName, request: Request, knowledge: Knowledge, host: Host) {
    this.#shell = shell;
    this.#request = request;
    this.#knowledge = knowledge;
    this.#host = host;
    this.#steps = request.mayWait ? stepLimit.waiting : stepLimit.busy;
  }

  run(items: readonly ListItem[]): Answer {
    const { env, input, stdout, stderr } = this.#request;
    const both: Uint8Array[] = [];
    const out = new Output(stdout, both);
    const err = new Output(stderr, both);
    const merged = new Output("pipe");
    const code = this.#ended(() =>
      this.#list(items, {
        state: new ShellState(new Variables(env)),
        source: sourceOf(input),
        outputs: [undefined, out, err],
        isPiped: false,
        isTested: false,
        loops: 0,
        depth: 0,
      })
    );
    for (const bytes of both) merged.write(bytes);
    return { code, stdout: out.bytes, stderr: err.bytes, merged: merged.bytes };
  }

  /** The status with which a shell ends, whichever way. */
  #ended(run: () => number): number {
    try {
      return run();
    } catch (thrown) {
      if (thrown instanceof Exit || thrown instanceof Return) return thrown.status;
      throw thrown;
    }
  }

  #count(steps: number): void {
    this.#steps -= steps;
    if (this.#steps < 0) throw new Pass("shell step limit");
  }

  /** Runs a list; gives its status, which is also that of the shell then. */
  #list(items: readonly ListItem[], around: Around): number {
    const { state } = around;
    items.forEach((item, index) => {
      const { after, negated, pipeline } = item;
      const isSkipped = after === "&&" ? state.status !== 0 : after === "||" && state.status === 0;
      if (isSkipped) {
        if (around.isPiped && (after === "||" || state.isUncertain)) {
          this.#requireInvisible(item, around);
        }
        return;
      }
      const next = items[index + 1];
      const isTested = around.isTested || negated || (next !== undefined && next.after !== ";");
      // how a jump counts then, bash has its own view of
      const loops = negated && this.#shell === "bash" ? undefined : around.loops;
      const status = this.#pipeline(pipeline, { ...around, isTested, loops });
      state.status = negated ? Number(status === 0) : status;
    });
    return state.status;
  }

  /**
   * A command that dies of a broken pipe has failed: what is skipped because it succeeded then
   * runs, and what it writes goes nowhere, unless it is a message.
   */
  #requireInvisible({ pipeline }: ListItem, around: Around): void {
    const { state } = around;
    const isUncertain = state.isUncertain;
    const probes = new Map(visible(around).map((output) => [output, new Output(output.sink)]));
    const pipe = new Output("pipe");
    const outputs = around.outputs.map((output) => output && (probes.get(output) ?? pipe));
    this.#forked(
      { ...around, outputs, source: sourceOf({ kind: "inherit" }), isTested: true },
      (inner) => this.#pipeline(pipeline, inner),
    );
    for (const { size } of probes.values()) {
      if (size > 0) throw new Pass("shell broken pipe");
    }
    state.isUncertain = isUncertain;
  }

  #pipeline(commands: readonly Command[], around: Around): number {
    const [only] = commands;
    if (commands.length === 1) {
      const status = this.#command(only!, around);
      around.state.status = status;
      return status;
    }
    let { source } = around;
    let status = 0;
    const { state } = around;
    const known = visible(around);
    const writers = known.map(() => 0);
    commands.forEach((command, index) => {
      const isLast = index + 1 === commands.length;
      const pipe = new Output("pipe");
      const outputs = isLast
        ? around.outputs
        : around.outputs.map((output, fd) => fd === 1 ? pipe : output);
      const sizes = known.map((output) => output.size);
      const inner = { ...around, source, outputs, isPiped: around.isPiped || !isLast };
      status = this.#forked(inner, (own) => this.#command(command, own));
      const hasWritten = known.map((output, at) => output.size !== sizes[at]);
      // it may die of a reader that ended early before it came to its message
      if (pipe.size > 0 && hasWritten.includes(true)) throw new Pass("shell broken pipe");
      hasWritten.forEach((has, at) => writers[at]! += Number(has));
      source = sourceOf(inputOf(pipe.bytes, { isPipe: true }));
    });
    // the commands run side by side: who writes first is chance
    if (writers.some((count) => count > 1)) throw new Pass("shell pipeline stderr");
    state.isUncertain = around.isPiped;
    this.#checkError(status, around);
    return status;
  }

  /** Runs something in a shell of its own. */
  #forked(around: Around, run: (inner: Around) => number): number {
    this.#count(forkSteps);
    const state = around.state.fork();
    const loops = around.loops === 0 ? 0 : undefined;
    return this.#ended(() => run({ ...around, state, loops }));
  }

  #checkError(status: number, { state, isTested }: Around): void {
    if (status !== 0 && state.exitsOnError && !isTested) throw new Exit(status);
  }

  #command(command: Command, around: Around): number {
    if (command.kind === "simple") return this.#simple(command, around);
    const { redirects } = command;
    if (redirects.length === 0) return this.#compound(command, around);
    const inner = this.#redirected(redirects, around, undefined);
    return typeof inner === "number" ? inner : this.#compound(command, inner);
  }

  #compound(command: Exclude<Command, SimpleCommand>, around: Around): number {
    switch (command.kind) {
      case "group":
        return this.#group(command, around);
      case "if":
        return this.#if(command, around);
      case "for":
        return this.#for(command, around);
      case "while":
        return this.#while(command, around);
      case "case":
        return this.#case(command, around);
      case "function":
        around.state.functions.set(command.name, command.body);
        return 0;
      case "condition":
        this.#count(1);
        return Number(
          !testCondition(command.test, {
            surroundings: this.#surroundings(around, undefined),
            place: this.#place(around),
            host: this.#host,
          }),
        );
      case "background":
        throw new Pass("shell syntax &");
    }
  }

  #group({ items, isSubshell }: Group, around: Around): number {
    if (!isSubshell) return this.#list(items, around);
    const status = this.#forked(around, (inner) => this.#list(items, inner));
    around.state.isUncertain = around.isPiped;
    this.#checkError(status, around);
    return status;
  }

  #if(command: If, around: Around): number {
    const { state } = around;
    const status = this.#list(command.condition, { ...around, isTested: true });
    this.#requireCertain(state);
    if (status === 0) return this.#list(command.then, around);
    if (command.else.length === 0) return state.status = 0;
    return this.#list(command.else, around);
  }

  /** A status that decides what runs next must not be chance. */
  #requireCertain(state: ShellState): void {
    if (state.isUncertain) throw new Pass("shell broken pipe");
  }

  #for({ name, words, body }: For, around: Around): number {
    const { state } = around;
    const surroundings = this.#surroundings(around, undefined);
    const values = words?.flatMap((word) => expandWord(word, surroundings)) ?? state.parameters;
    let status = 0;
    for (const value of values) {
      this.#count(1);
      state.variables.set(name, value);
      const jump = this.#round(around, (inner) => {
        status = this.#list(body, inner);
      });
      if (jump) status = 0;
      if (jump === "break") break;
    }
    return state.status = status;
  }

  #while({ condition, holds, body }: While, around: Around): number {
    const { state } = around;
    let status = 0;
    while (true) {
      this.#count(1);
      let isOn = false;
      const early = this.#round(around, (inner) => {
        isOn = (this.#list(condition, { ...inner, isTested: true }) === 0) === holds;
        this.#requireCertain(state);
      });
      if (early === "continue") continue;
      if (early === "break" || !isOn) break;
      const jump = this.#round(around, (inner) => {
        status = this.#list(body, inner);
      });
      if (jump) status = 0;
      if (jump === "break") break;
    }
    return state.status = status;
  }

  /** Runs a part of a loop; how it jumped out of it, if it did. */
  #round(around: Around, run: (inner: Around) => void): LoopJump["kind"] | undefined {
    try {
      run({ ...around, loops: around.loops === undefined ? undefined : around.loops + 1 });
      return undefined;
    } catch (thrown) {
      if (!(thrown instanceof LoopJump)) throw thrown;
      around.state.status = 0;
      if (thrown.levels > 1) throw new LoopJump(thrown.kind, thrown.levels - 1);
      return thrown.kind;
    }
  }

  #case({ word, items }: Case, around: Around): number {
    this.#count(1);
    const { state } = around;
    const surroundings = this.#surroundings(around, undefined);
    const text = expandText(word, surroundings);
    for (const { patterns, body } of items) {
      for (const each of patterns) {
        const pattern = readPattern(expandPattern(each, surroundings));
        if (!matches(pattern, text)) continue;
        if (body.length === 0) return state.status = 0;
        return this.#list(body, around);
      }
    }
    return state.status = 0;
  }

  #surroundings(around: Around, line: number | undefined): Surroundings {
    const { state } = around;
    const host = this.#host;
    return {
      shell: this.#shell,
      state,
      policy: this.#knowledge.policy,
      argv0: this.#argv0,
      substitute: (items) => this.#substitute(items, around),
      directory: () => workingDirectory({ state, cwd: this.#directory(state) }, host),
      names: (pattern) => {
        const cwd = this.#directory(state);
        const { policy } = this.#knowledge;
        return namesOf(pattern, { cwd, policy, host, count: (entries) => this.#count(entries) });
      },
      complain: (message) => {
        const status = this.#shell === "bash" ? 127 : 2;
        this.#write(failed(status, this.#message(around, line, message)), around);
        throw new Exit(status);
      },
    };
  }

  /** The working directory of commands. */
  #directory(state: ShellState): string {
    return state.directory?.path ?? this.#request.cwd;
  }

  #substitute(items: readonly ListItem[], around: Around): string {
    const { state } = around;
    const out = new Output("pipe");
    const outputs = around.outputs.map((output, fd) => fd === 1 ? out : output);
    const status = this.#forked(
      { ...around, outputs, isPiped: false, isTested: false },
      (inner) => {
        inner.state.isUncertain = false;
        return this.#list(items, inner);
      },
    );
    state.substituted = status;
    // dash still shows the status of the command before
    if (this.#shell === "bash") state.status = status;
    const text = decodeExactly(out.bytes);
    // dash drops NUL, bash warns as well
    if (text === undefined || text.includes("\0")) throw new Pass("shell substitution of bytes");
    return text.replace(/\n+$/, "");
  }

  #write(answer: Answer, { outputs }: Around): void {
    const [, out, err] = outputs;
    this.#size += answer.stdout.length + answer.stderr.length;
    if (this.#size > outputLimit) throw new Pass("shell output limit");
    Output.writeAnswer(answer, out!, err!);
  }

  /** What surrounds a command with redirections; the status of a failure, whose message is written. */
  #redirected(
    redirects: readonly Redirect[],
    around: Around,
    line: number | undefined,
  ): Around | number {
    let inner = around;
    const surroundings = this.#surroundings(around, line);
    for (const { fd, to } of redirects) {
      if (to === "null" && fd === 0) inner = { ...inner, source: sourceOf({ kind: "null" }) };
      else if (typeof to === "object" && "text" in to) {
        const bytes = encode(expandText(to.text, surroundings));
        inner = { ...inner, source: sourceOf(inputOf(bytes)) };
      } else if (typeof to === "object" && to.mode === "<") {
        const source = this.#opened(to.file, surroundings);
        if (source) inner = { ...inner, source };
        else {
          const name = expandText(to.file, surroundings);
          const [status, message] = this.#shell === "bash"
            ? [1, `${name}: No such file or directory`]
            : [2, `cannot open ${name}: No such file`];
          this.#write(failed(status, this.#message(around, line, message)), inner);
          return status;
        }
      } else {
        const outputs = [...inner.outputs];
        outputs[fd] = this.#target(to, inner, surroundings);
        // what asks where it leads is told that it is a pipe, which no reader ends
        const isPiped = inner.isPiped && (fd !== 1 || outputs[1] === inner.outputs[1]);
        inner = { ...inner, outputs, isPiped };
      }
    }
    return inner;
  }

  #target(
    to: Exclude<Redirect["to"], { text: Word }>,
    { outputs }: Around,
    surroundings: Surroundings,
  ): Output {
    if (typeof to === "number") {
      const output = outputs[to];
      if (!output) throw new Pass("shell descriptor");
      return output;
    }
    if (to !== "null" && expandText(to.file, surroundings) !== "/dev/null") {
      throw new Pass("shell redirection");
    }
    return new Output("null");
  }

  /** A file's content; undefined where there is no such file. */
  #opened(word: Word, surroundings: Surroundings): Source | undefined {
    const name = expandText(word, surroundings);
    if (name === "/dev/null") return sourceOf({ kind: "null" });
    const path = absolute(name, { cwd: this.#directory(surroundings.state) });
    const { policy } = this.#knowledge;
    if (name === "" || !mayRead(path, policy, this.#host)) throw new Pass(`policy ${path}`);
    const bytes = this.#host.read(path);
    if (bytes) return sourceOf(inputOf(bytes));
    // another message where a file stands in the place of a directory
    if (!this.#host.stat(path.slice(0, path.lastIndexOf("/")) || "/")) {
      throw new Pass(`missing ${path}`);
    }
    return undefined;
  }

  #simple(command: SimpleCommand, around: Around): number {
    this.#count(1);
    const { state } = around;
    const { line, redirects, assignments } = command;
    state.substituted = 0;
    const surroundings = this.#surroundings(around, line);
    const words = this.#words(command.words, surroundings);
    const [name, ...args] = words;
    state.isUncertain &&= name === undefined;
    let inner = around;
    if (redirects.length > 0) {
      const led = this.#redirected(redirects, this.#redirecting(name, around), line);
      if (typeof led === "number") {
        const ends = name !== undefined && isSpecial(name) && this.#shell === "sh";
        if (ends) throw new Exit(led);
        this.#checkError(led, around);
        return led;
      }
      inner = { ...led, state };
    }
    const status = name === undefined
      ? this.#assign(assignments, surroundings)
      : this.#run(name, args, command, inner, surroundings);
    this.#checkError(status, around);
    return status;
  }

  /** Where redirections are expanded: of what it executes, bash does that in the new process. */
  #redirecting(name: string | undefined, around: Around): Around {
    const { state } = around;
    const isOwn = name === undefined || state.functions.has(name) || isBuiltin(name, this.#shell);
    return this.#shell === "sh" || isOwn ? around : { ...around, state: state.fork() };
  }

  /** The fields of a command; what `export` assigns is not split. */
  #words(words: readonly Word[], surroundings: Surroundings): string[] {
    const [first, ...rest] = words;
    if (first !== "export") return words.flatMap((word) => expandWord(word, surroundings));
    return [
      first,
      ...rest.flatMap((word) => {
        const begin = typeof word === "string" ? word : word[0];
        const isAssignment = typeof begin === "string" && /^[A-Za-z_]\w*=/.test(begin);
        return isAssignment ? expandText(word, surroundings) : expandWord(word, surroundings);
      }),
    ];
  }

  /** Assignments without a command. */
  #assign(assignments: SimpleCommand["assignments"], surroundings: Surroundings): number {
    for (const [key, word] of assignments) {
      this.#set(surroundings.state.variables, key, word, surroundings);
    }
    const { substituted } = surroundings.state;
    return substituted;
  }

  #set(
    variables: Variables,
    key: string,
    word: Word,
    surroundings: Surroundings,
    exported?: "exported",
  ): void {
    const value = expandText(word, surroundings);
    if (this.#shell === "bash" && isForeignLocale(key, value)) throw new Pass(`locale ${value}`);
    variables.set(key, value, exported);
  }

  #run(
    name: string,
    args: readonly string[],
    { assignments, line }: SimpleCommand,
    around: Around,
    surroundings: Surroundings,
  ): number {
    const { state } = around;
    const body = state.functions.get(name);
    if (body) {
      if (assignments.length > 0) throw new Pass("shell assignment to a function");
      return this.#call(body, args, around);
    }
    if (name === "command" && args.length > 0 && !args[0]!.startsWith("-")) {
      // special builtins lose what is special about them
      if (isSpecial(args[0]!)) throw new Pass("builtin command");
      const rest = { assignments, line, kind: "simple", words: [], redirects: [] } as const;
      const functions = new Map(state.functions);
      state.functions.clear();
      try {
        return this.#run(args[0]!, args.slice(1), rest, around, surroundings);
      } finally {
        for (const [each, function_] of functions) state.functions.set(each, function_);
      }
    }
    if (isBuiltin(name, this.#shell)) {
      return this.#builtin(name, args, assignments, around, surroundings, line);
    }
    this.#count(lookupSteps);
    const own = assignments.length === 0 ? state.variables : state.variables.copy();
    for (const [key, word] of assignments) this.#set(own, key, word, surroundings, "exported");
    state.remembered.add(name);
    const size = around.outputs[1]!.size;
    const answer = this.#execute(name, args, own, around) ??
      this.#notFound(name, own, around, line);
    this.#write(answer, around);
    state.isUncertain = around.isPiped && around.outputs[1]!.size > size;
    return answer.code;
  }

  #call(body: Command, args: readonly string[], around: Around): number {
    const { state, depth } = around;
    if (depth >= depthLimit) throw new Pass("shell function depth");
    this.#count(1);
    const { parameters } = state;
    state.parameters = args;
    try {
      return this.#command(body, { ...around, loops: 0, depth: depth + 1 });
    } catch (thrown) {
      if (!(thrown instanceof Return)) throw thrown;
      return thrown.status;
    } finally {
      state.parameters = parameters;
    }
  }

  #builtin(
    name: string,
    args: readonly string[],
    assignments: SimpleCommand["assignments"],
    around: Around,
    surroundings: Surroundings,
    line: number | undefined,
  ): number {
    const { state, loops, depth } = around;
    const { variables } = state;
    const before = assignments.length > 0 ? variables.copy() : variables;
    if (assignments.length > 0) {
      if (isSpecial(name) || args.some((arg) => assignments.some(([key]) => arg.startsWith(key)))) {
        throw new Pass("shell assignment to a builtin");
      }
      for (const [key, word] of assignments) this.#set(variables, key, word, surroundings);
    }
    const place = this.#place(around);
    const call: BuiltinCall = {
      get cwd() {
        return place.cwd;
      },
      input: place.input,
      stdout: place.stdout,
      stderr: place.stderr,
      shell: this.#shell,
      args,
      variables,
      state,
      loops,
      inFunction: depth > 0,
      source: around.source,
      knowledge: this.#knowledge,
      prefix: this.#prefix(around),
      line,
    };
    const answer = runBuiltin(name, call, this.#host);
    this.#write(answer, around);
    for (const [key] of assignments) variables.restore(key, before);
    return answer.code;
  }

  /** What a command sees of where it is. */
  #place(
    { state, source, outputs }: Around,
  ): Pick<BuiltinCall, "cwd" | "input" | "stdout" | "stderr"> {
    const cwd = () => this.#directory(state);
    return {
      get cwd() {
        return cwd();
      },
      input: source.input,
      stdout: sinkOf(outputs[1]),
      stderr: sinkOf(outputs[2]),
    };
  }

  #execute(
    name: string,
    args: readonly string[],
    variables: Variables,
    around: Around,
  ): Answer | undefined {
    // what tells variables tells those that the shells add as well
    const env = /env$/.test(name) ? asExported(variables) : variables;
    const place = this.#place(around);
    const request: Request = {
      file: name,
      args,
      env,
      input: place.input,
      stdout: place.stdout,
      stderr: place.stderr,
      mayWait: this.#request.mayWait,
      // few lookups ask where they are
      get cwd() {
        return place.cwd;
      },
    };
    return execute(request, this.#knowledge, this.#host);
  }

  /** What the shell was called as. */
  get #argv0(): string {
    return this.#request.argv0 ?? this.#request.file;
  }

  /** What the shell's messages begin with. */
  #prefix({ depth }: Around): string {
    return this.#shell === "bash" && depth > 0 ? "environment" : this.#argv0;
  }

  #message(around: Around, line: number | undefined, text: string): string {
    return messageOf(this.#shell, this.#prefix(around), line, text);
  }

  #notFound(
    name: string,
    env: Environment,
    around: Around,
    line: number | undefined,
  ): Answer {
    if (!/^[A-Za-z0-9_.+-]+$/.test(name)) throw new Pass(`missing ${name}`);
    for (const entry of (env.get("PATH") ?? "").split(":")) {
      // a file that may not be executed is another message and 126
      if (this.#host.stat(`${entry}/${name}`)) throw new Pass(`not executable ${name}`);
    }
    const message = this.#shell === "bash" ? `${name}: command not found` : `${name}: not found`;
    return failed(127, this.#message(around, line, message));
  }
}

function sinkOf(output: Output | undefined): Sink {
  return output?.sink ?? "null";
}

/** The outputs that are seen in the end, or by who reads them all. */
function visible({ outputs, isPiped }: Around): Output[] {
  const all = new Set<Output>();
  outputs.forEach((output, fd) => {
    if (output && output.sink !== "null" && !(isPiped && fd === 1)) all.add(output);
  });
  return [...all];
}
