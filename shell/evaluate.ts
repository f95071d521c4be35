// SPDX-License-Identifier: Apache-2.0

/**
 * Evaluates a line. Lookups have no effects, so a command that passes anywhere in what is reached
 * makes the whole line pass from its start.
 *
 * @module
 */
import type { Host } from "../lookups/host.ts";
import { inputOf } from "../lookups/input.ts";
import { execute, type Knowledge, type Request } from "../lookups/run.ts";
import { concat, failed, nothing } from "../lookups/text.ts";
import { type Answer, type Environment, type Input, Pass, type Sink } from "../lookups/types.ts";
import type { ShellName } from "./builtin_call.ts";
import { isBuiltin, runBuiltin } from "./builtins.ts";
import { split } from "./splitter.ts";
import type { Command, Group, ListItem, Word } from "./tree.ts";
import { mayShowVariable } from "../lookups/policy.ts";
import { asExported, isOwnVariable, Variables } from "./variables.ts";

/** What one line may print before it is left to a real shell, in bytes. */
const outputLimit = 16 << 20;

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
  const items = split(line);
  if (shell === "bash") requirePlainBash(request.env);
  return new Evaluation(shell, request, knowledge, host).run(items);
}

/** bash reads these before it reads the line, and warns of locales that are not installed. */
function requirePlainBash(env: Environment): void {
  for (const [name, value] of env.entries()) {
    if (/^(BASH|SHELLOPTS$|POSIXLY_CORRECT$)/.test(name)) throw new Pass(`environment ${name}`);
    if (isForeignLocale(name, value)) throw new Pass(`locale ${value}`);
  }
}

function isForeignLocale(name: string, value: string): boolean {
  return /^(LC_|LANG)/.test(name) && !/^(C|POSIX|C\.UTF-8|)$/.test(value);
}

/** Where output goes that a command writes. */
type Target = "out" | "err" | "null";

/** What a list gave. */
interface Result extends Answer {
  /** Whether it ended its shell. */
  readonly exited: boolean;
}

/** What surrounds a command: its shell's variables, and its descriptors. */
interface Around {
  readonly variables: Variables;
  readonly input: Input;
  readonly sink: Sink;
  /** Whether standard output is a pipe of the line's, whose reader may end early. */
  readonly isPiped: boolean;
}

class Evaluation {
  readonly #shell: ShellName;
  readonly #request: Request;
  readonly #knowledge: Knowledge;
  readonly #host: Host;
  #size = 0;
  /** Status of the last command, for `$?`. */
  #status = 0;

  constructor(shell: ShellName, request: Request, knowledge: Knowledge, host: Host) {
    this.#shell = shell;
    this.#request = request;
    this.#knowledge = knowledge;
    this.#host = host;
  }

  run(items: readonly ListItem[]): Answer {
    const variables = new Variables(this.#request.env);
    const { stdout: sink } = this.#request;
    const around = { variables, input: this.#request.input, sink, isPiped: false };
    const { code, stdout, stderr, merged } = this.#list(items, around);
    return { code, stdout, stderr, merged: merged! };
  }

  #list(items: readonly ListItem[], around: Around): Result {
    const out: Uint8Array[] = [];
    const err: Uint8Array[] = [];
    const both: Uint8Array[] = [];
    let exited = false;
    for (const { after, negated, pipeline } of items) {
      if (after === "&&" && this.#status !== 0) continue;
      if (after === "||" && this.#status === 0) {
        if (around.isPiped) this.#requireInvisible(pipeline, around);
        continue;
      }
      const result = this.#pipeline(pipeline, around);
      const { code, stdout, stderr, merged } = result;
      this.#size += stdout.length + stderr.length;
      if (this.#size > outputLimit) throw new Pass("shell output limit");
      out.push(stdout);
      err.push(stderr);
      both.push(merged ?? concat([stderr, stdout]));
      ({ exited } = result);
      this.#status = negated && !exited ? Number(code === 0) : code;
      if (exited) break;
    }
    return {
      code: this.#status,
      stdout: concat(out),
      stderr: concat(err),
      merged: concat(both),
      exited,
    };
  }

  /**
   * A command in front of `||` that dies of a broken pipe has failed: what stands behind it then
   * runs, and what it writes goes nowhere, unless it is a message.
   */
  #requireInvisible(commands: readonly Command[], around: Around): void {
    const status = this.#status;
    const { stderr } = this.#pipeline(commands, {
      ...around,
      variables: around.variables.copy(),
    });
    if (stderr.length > 0) throw new Pass("shell broken pipe");
    this.#status = status;
  }

  #pipeline(commands: readonly Command[], around: Around): Result {
    const [only] = commands;
    if (commands.length === 1) return this.#command(only!, around);
    const status = this.#status;
    let { input } = around;
    let stderr = nothing;
    let last: Answer | undefined;
    commands.forEach((command, index) => {
      const sink = index + 1 === commands.length ? around.sink : "pipe";
      // each in a shell of its own, which knows the status before the pipeline
      this.#status = status;
      const isLast = index + 1 === commands.length;
      last = this.#command(command, {
        variables: around.variables.copy(),
        input,
        sink,
        isPiped: around.isPiped || !isLast,
      });
      // it may die of a reader that ended before it came to its message
      if (!isLast && last.stdout.length > 0 && last.stderr.length > 0) {
        throw new Pass("shell broken pipe");
      }
      // the commands run side by side: who writes first is chance
      if (stderr.length > 0 && last.stderr.length > 0) throw new Pass("shell pipeline stderr");
      if (last.stderr.length > 0) stderr = last.stderr;
      input = inputOf(last.stdout, { isPipe: true });
    });
    const { code, stdout } = last!;
    return { code, stdout, stderr, exited: false };
  }

  #command(command: Command, around: Around): Result {
    const { redirects, group, words } = command;
    let { input } = around;
    let out: Target = "out";
    let err: Target = "err";
    for (const { fd, to } of redirects) {
      if (fd === 0) input = { kind: "null" };
      else {
        const target: Target = to === "null" ? "null" : to === 1 ? out : err;
        if (fd === 1) out = target;
        else err = target;
      }
    }
    const sinks = { out: around.sink, err: this.#request.stderr, null: "null" } as const;
    const inner = { ...around, input, sink: sinks[out] };
    if (group) return this.#group(group, inner);
    if (words[0] === "exit") {
      return { ...failed(exitCode(command, this.#status), ""), exited: true };
    }
    const result = this.#simple(command, inner, sinks[err]);
    return { ...redirected(result, out, err), exited: false };
  }

  #group({ items, isSubshell }: Group, around: Around): Result {
    if (!isSubshell) return this.#list(items, around);
    const inside = { ...around, variables: around.variables.copy() };
    return { ...this.#list(items, inside), exited: false };
  }

  /** The words that a word becomes: none, where variables leave nothing of it. */
  #expand(word: Word, variables: Variables): string[] {
    if (typeof word === "string") return [word];
    let text = "";
    let exists = false;
    for (const part of word) {
      if (typeof part === "string") text += part;
      else {
        const value = this.#value(part.name, variables);
        // it would be split, or be a pattern
        if (!part.quoted && /[\s*?[\\]/.test(value)) throw new Pass("shell field splitting");
        text += value;
      }
      exists ||= typeof part === "string" || part.quoted;
    }
    return exists || text !== "" ? [text] : [];
  }

  #value(name: string, variables: Variables): string {
    if (name === "?") return String(this.#status);
    const changed = variables.changed(name);
    if (changed) return changed.value ?? "";
    // what a shell sets itself, and what an injection must not learn
    if (isOwnVariable(name) || !mayShowVariable(name, this.#knowledge.policy)) {
      throw new Pass(`shell variable ${name}`);
    }
    const value = variables.get(name);
    // bash then gives many of them a value of its own
    if (value === undefined && this.#shell === "bash") throw new Pass(`shell variable ${name}`);
    return value ?? "";
  }

  #simple(command: Command, around: Around, stderr: Sink): Answer {
    const { variables, input, sink: stdout } = around;
    const words = command.words.flatMap((word) => this.#expand(word, variables));
    const [name, ...args] = words;
    const builtin = name !== undefined && isBuiltin(name, this.#shell);
    if (builtin && command.assignments.length > 0) throw new Pass("shell assignment to a builtin");
    const own = name === undefined || command.assignments.length === 0
      ? variables
      : variables.copy();
    for (const [key, word] of command.assignments) {
      const value = this.#assigned(word, variables);
      if (this.#shell === "bash" && isForeignLocale(key, value)) throw new Pass(`locale ${value}`);
      own.set(key, value, name === undefined ? undefined : "exported");
    }
    if (name === undefined) return failed(0, "");
    const { cwd, mayWait } = this.#request;
    const knowledge = this.#knowledge;
    if (builtin) {
      const call = {
        shell: this.#shell,
        args,
        variables,
        cwd,
        input,
        stdout,
        stderr,
        knowledge,
        prefix: this.#prefix,
        line: command.line,
      };
      return runBuiltin(name, call, this.#host);
    }
    // what tells variables tells those that the shells add as well
    const env = /env$/.test(name) ? asExported(own) : own;
    const request = { file: name, args, env, cwd, input, stdout, stderr, mayWait };
    return execute(request, knowledge, this.#host) ?? this.#notFound(name, own, command.line);
  }

  /** A value is not split. */
  #assigned(word: Word, variables: Variables): string {
    if (typeof word === "string") return word;
    return word.map((part) => typeof part === "string" ? part : this.#value(part.name, variables))
      .join("");
  }

  /** What the shell's messages begin with. */
  get #prefix(): string {
    return this.#request.argv0 ?? this.#request.file;
  }

  #notFound(name: string, env: Environment, line: number): Answer {
    if (!/^[A-Za-z0-9_.+-]+$/.test(name)) throw new Pass(`missing ${name}`);
    for (const entry of (env.get("PATH") ?? "").split(":")) {
      // a file that may not be executed is another message and 126
      if (this.#host.stat(`${entry}/${name}`)) throw new Pass(`not executable ${name}`);
    }
    const prefix = this.#prefix;
    return failed(
      127,
      this.#shell === "bash"
        ? `${prefix}: line ${line}: ${name}: command not found\n`
        : `${prefix}: ${line}: ${name}: not found\n`,
    );
  }
}

function exitCode(command: Command, last: number): number {
  const [, code, more] = command.words;
  if (command.assignments.length > 0 || more !== undefined) throw new Pass("builtin exit");
  if (code === undefined) return last;
  if (typeof code !== "string" || !/^\d{1,3}$/.test(code) || Number(code) > 255) {
    throw new Pass("builtin exit");
  }
  return Number(code);
}

/** An answer whose streams were led elsewhere. */
function redirected(answer: Answer, out: Target, err: Target): Answer {
  if (out === "out" && err === "err") return answer;
  const { code, stdout, stderr } = answer;
  if (out === err && out !== "null") {
    const merged = answer.merged ?? concat([stderr, stdout]);
    return out === "out"
      ? { code, stdout: merged, stderr: nothing }
      : { code, stdout: nothing, stderr: merged };
  }
  const to = (target: Target) => out === target ? stdout : err === target ? stderr : nothing;
  return { code, stdout: to("out"), stderr: to("err") };
}
