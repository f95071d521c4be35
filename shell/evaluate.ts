// SPDX-License-Identifier: Apache-2.0

/**
 * Evaluates a line. Lookups have no effects, so a command that passes anywhere in what is reached
 * makes the whole line pass from its start.
 *
 * @module
 */
import type { Host } from "../lookups/host.ts";
import { resolve } from "../lookups/resolve.ts";
import { commandName, type Knowledge, type Request, runCommand } from "../lookups/run.ts";
import { concat, failed, nothing } from "../lookups/text.ts";
import { type Answer, type Environment, type Input, Pass, type Sink } from "../lookups/types.ts";
import { isBuiltin, runBuiltin, type ShellName } from "./builtins.ts";
import { split } from "./splitter.ts";
import type { SimpleCommand } from "./tree.ts";
import { Variables } from "./variables.ts";

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

class Evaluation {
  readonly #shell: ShellName;
  readonly #request: Request;
  readonly #knowledge: Knowledge;
  readonly #host: Host;
  readonly #variables: Variables;
  readonly #out: Uint8Array[] = [];
  readonly #err: Uint8Array[] = [];
  readonly #both: Uint8Array[] = [];
  #size = 0;
  #inputTaken = false;

  constructor(shell: ShellName, request: Request, knowledge: Knowledge, host: Host) {
    this.#shell = shell;
    this.#request = request;
    this.#knowledge = knowledge;
    this.#host = host;
    this.#variables = new Variables(request.env);
  }

  run(items: ReturnType<typeof split>): Answer {
    let code = 0;
    for (const { after, pipeline } of items) {
      if (after === "&&" && code !== 0) continue;
      if (after === "||" && code === 0) continue;
      const [first] = pipeline;
      if (pipeline.length === 1 && first!.words[0] === "exit") {
        return this.#answer(exitCode(first!, code));
      }
      const result = this.#pipeline(pipeline);
      this.#write(result);
      code = result.code;
    }
    return this.#answer(code);
  }

  #answer(code: number): Answer {
    return {
      code,
      stdout: concat(this.#out),
      stderr: concat(this.#err),
      merged: concat(this.#both),
    };
  }

  #write(result: Answer): void {
    const { stdout, stderr, merged } = result;
    this.#size += stdout.length + stderr.length;
    if (this.#size > outputLimit) throw new Pass("shell output limit");
    this.#out.push(stdout);
    this.#err.push(stderr);
    this.#both.push(merged ?? concat([stderr, stdout]));
  }

  #pipeline(commands: readonly SimpleCommand[]): Answer {
    if (commands.length === 1) {
      return this.#simple(commands[0]!, this.#variables, this.#input(), this.#request.stdout);
    }
    let input = this.#input();
    let stderr = nothing;
    let last: Answer | undefined;
    commands.forEach((command, index) => {
      if (command.words[0] === "exit") throw new Pass("shell exit in a pipeline");
      const sink = index + 1 === commands.length ? this.#request.stdout : "pipe";
      last = this.#simple(command, this.#variables.copy(), input, sink);
      // the commands run side by side: who writes first is chance
      if (stderr.length > 0 && last.stderr.length > 0) throw new Pass("shell pipeline stderr");
      if (last.stderr.length > 0) stderr = last.stderr;
      input = { kind: "bytes", bytes: last.stdout };
    });
    return { code: last!.code, stdout: last!.stdout, stderr };
  }

  /** The line's own input for one command: content that one command took is not there for another. */
  #input(): Input {
    const { input } = this.#request;
    if (input.kind !== "bytes") return input;
    const take = () => {
      this.#inputTaken = true;
      return input.bytes;
    };
    if (this.#inputTaken) throw new Pass("shell input taken");
    return {
      kind: "bytes",
      get bytes() {
        return take();
      },
    };
  }

  #simple(command: SimpleCommand, variables: Variables, given: Input, sink: Sink): Answer {
    let input = given;
    let out: Target = "out";
    let err: Target = "err";
    for (const { fd, to } of command.redirects) {
      if (fd === 0) input = { kind: "null" };
      else {
        const target: Target = to === "null" ? "null" : to === 1 ? out : err;
        if (fd === 1) out = target;
        else err = target;
      }
    }
    const sinks = { out: sink, err: this.#request.stderr, null: "null" } as const;
    const result = this.#execute(command, variables, input, sinks[out], sinks[err]);
    return redirected(result, out, err);
  }

  #execute(
    command: SimpleCommand,
    variables: Variables,
    input: Input,
    stdout: Sink,
    stderr: Sink,
  ): Answer {
    const [name, ...args] = command.words;
    const builtin = name !== undefined && isBuiltin(name, this.#shell);
    if (builtin && command.assignments.length > 0) throw new Pass("shell assignment to a builtin");
    const own = name === undefined || command.assignments.length === 0
      ? variables
      : variables.copy();
    for (const [key, value] of command.assignments) {
      if (this.#shell === "bash" && isForeignLocale(key, value)) throw new Pass(`locale ${value}`);
      own.set(key, value, name === undefined ? undefined : "exported");
    }
    if (name === undefined) return failed(0, "");
    const { cwd, mayWait } = this.#request;
    const knowledge = this.#knowledge;
    if (builtin) {
      const call = { shell: this.#shell, args, variables, cwd, knowledge };
      return runBuiltin(name, call, this.#host);
    }
    // the shells add PWD, _ and SHLVL to what their commands see
    if (name.endsWith("env")) throw new Pass(`shell ${name}`);
    const entry = knowledge.find(commandName(name));
    if (!entry?.presumed && resolve({ file: name, env: own, cwd }, this.#host).kind === "missing") {
      return this.#notFound(name, own, command.line);
    }
    const request = { file: name, args, env: own, cwd, input, stdout, stderr, mayWait };
    const answer = runCommand(request, knowledge, this.#host);
    if (!answer) throw new Pass(`not exact ${commandName(name)}`);
    return answer;
  }

  #notFound(name: string, env: Environment, line: number): Answer {
    if (!/^[A-Za-z0-9_.+-]+$/.test(name)) throw new Pass(`missing ${name}`);
    for (const entry of (env.get("PATH") ?? "").split(":")) {
      // a file that may not be executed is another message and 126
      if (this.#host.stat(`${entry}/${name}`)) throw new Pass(`not executable ${name}`);
    }
    const prefix = this.#request.argv0 ?? this.#request.file;
    return failed(
      127,
      this.#shell === "bash"
        ? `${prefix}: line ${line}: ${name}: command not found\n`
        : `${prefix}: ${line}: ${name}: not found\n`,
    );
  }
}

function exitCode(command: SimpleCommand, last: number): number {
  const [, code, more] = command.words;
  if (command.assignments.length > 0 || more !== undefined) throw new Pass("builtin exit");
  if (code === undefined) return last;
  if (!/^\d{1,3}$/.test(code) || Number(code) > 255) throw new Pass("builtin exit");
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
