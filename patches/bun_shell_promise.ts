// SPDX-License-Identifier: Apache-2.0

/**
 * The promises of `Bun.$`. A ShellPromise runs when it is first waited for, and until then its
 * directory and variables can change: so the call is decided then. What answers it is a second
 * promise of the original's, whose script prints the answer with commands of Bun's own.
 *
 * @module
 */
import { decodeExactly } from "../lookups/text.ts";
import { answerTemplate, shellEnvironment } from "./bun_shell_call.ts";
import type { ShellCommand } from "./bun_shell_line.ts";
import { replace } from "./replace.ts";

type Method = (this: object, ...args: unknown[]) => unknown;
type Change = (candidate: Candidate, given: unknown[]) => void;
type Variables = Readonly<Record<string, unknown>>;

/** The original's promise, by its methods. */
export interface ShellPromise {
  /** Gives the script its variables. */
  env(variables: Variables): this;
  /** Whether a status other than 0 rejects. */
  throws(does: boolean): this;
}

/** What a promise that may be answered was made of. */
export interface Candidate {
  /** The commands that execute a program; undefined where the template is not readable. */
  readonly commands: readonly ShellCommand[] | undefined;
  /** Runs {@linkcode script}; made where the program called, so that errors name its line. */
  readonly answer: ShellPromise;
  /** The working directory that the program asked for. */
  cwd: unknown;
  /** The variables, copied: the original copies them as well when it is called. */
  env: Variables;
  /** Whether the directory was set: the original's shell then changes variables of its own. */
  isMoved: boolean;
}

/** Prints an answer that comes in variables, whose text nothing expands. */
export const script: TemplateStringsArray =
  ((strings: TemplateStringsArray) => strings)`echo -n "$OUT"; echo -n "$ERR" 1>&2; exit $CODE`;

/** Promises that have not run yet. */
const candidates = new WeakMap<object, Candidate>();
/** The answers of promises that have. */
const answers = new WeakMap<object, object>();
/** Answers that are yet to run, and that run. */
const running = new WeakMap<object, () => void>();

/** Has a promise's run decided when it comes. */
export function watch(promise: object, candidate: Candidate): void {
  candidates.set(promise, candidate);
}

/**
 * Patches the methods that change and that run a promise.
 *
 * @param make makes a promise of the original's
 */
export function patchShellPromise(prototype: object, make: () => object): void {
  const wrap = (name: string, wrapper: (original: Method) => Method) =>
    replace<Method>(prototype, name, `Bun.$.ShellPromise.prototype.${name}`, (original) => {
      const method = wrapper(original);
      // a method, since the original cannot be constructed either
      const { wrapped } = {
        wrapped(this: object, ...given: unknown[]): unknown {
          return Reflect.apply(method, this, given);
        },
      };
      return wrapped;
    });
  const { run } = prototype as { run: Method };
  let ran: object | undefined;
  // what is no longer allowed fails on it as the original does
  const finished = () => ran ??= Reflect.apply(run, make(), []) as object;
  wrap("cwd", (original) => changing(original, finished, setDirectory));
  wrap("env", (original) => changing(original, finished, setVariables));
  wrap("quiet", (original) => changing(original, finished, changeAnswer(original)));
  for (const name of ["nothrow", "throws"]) {
    wrap(name, (original) => changing(original, undefined, changeAnswer(original)));
  }
  for (const name of ["text", "json", "arrayBuffer", "blob"]) {
    wrap(name, (original) => reading(original, finished, run));
  }
  // a generator runs nothing before it is asked for a line
  wrap("lines", (original) => {
    const read = reading(original, finished, run);
    return function (...given) {
      const lines = () => Reflect.apply(read, this, given) as AsyncIterable<unknown>;
      return candidates.has(this) ? later(lines) : lines();
    };
  });
  wrap("run", (original) =>
    function (...given) {
      const answer = answerTo(this, run);
      if (!answer) return Reflect.apply(original, this, given);
      start(answer);
      return this;
    });
  wrap("then", (original) =>
    function (...given) {
      const answer = running.has(this) ? this : answerTo(this, run);
      if (!answer) return Reflect.apply(original, this, given);
      start(answer);
      // what the original calls, once it runs
      return Reflect.apply(Promise.prototype.then, answer, given);
    });
}

async function* later(lines: () => AsyncIterable<unknown>): AsyncGenerator<unknown> {
  yield* lines();
}

/** A method that changes how a promise runs. */
function changing(
  original: Method,
  finished: (() => object) | undefined,
  change: Change,
): Method {
  return function (...given) {
    const answer = answers.get(this);
    if (answer) {
      Reflect.apply(original, finished?.() ?? answer, given);
      return this;
    }
    const result = Reflect.apply(original, this, given);
    const candidate = candidates.get(this);
    if (candidate) change(candidate, given);
    return result;
  };
}

function changeAnswer(original: Method): Change {
  return ({ answer }, given) => void Reflect.apply(original, answer, given);
}

/** A method that runs a promise, which must not run yet, and reads its output. */
function reading(original: Method, finished: () => object, run: Method): Method {
  return function (...given) {
    const isOver = answers.has(this);
    const answer = answerTo(this, run);
    return Reflect.apply(original, isOver ? finished() : answer ?? this, given);
  };
}

/** What answers a promise, decided on the first call; undefined where the original is to run. */
function answerTo(promise: object, run: Method): object | undefined {
  const candidate = candidates.get(promise);
  if (!candidate) return answers.get(promise);
  candidates.delete(promise);
  const answer = answerOf(candidate);
  if (!answer) return undefined;
  answers.set(promise, answer);
  running.set(answer, () => Reflect.apply(run, answer, []));
  return answer;
}

/** Bun's own commands may end at once, and no program does: whoever calls has this turn. */
function start(answer: object): void {
  const run = running.get(answer);
  if (run) setImmediate(run);
}

function setDirectory(candidate: Candidate, [cwd]: unknown[]): void {
  candidate.isMoved = true;
  const isOwn = cwd === undefined || cwd === "" || cwd === "." || cwd === "./";
  candidate.cwd = isOwn ? process.cwd() : cwd;
}

function setVariables(candidate: Candidate, [env = process.env]: unknown[]): void {
  candidate.env = { ...env as Variables };
}

/** The promise that prints the answer; undefined where the original is to run. */
function answerOf(
  { commands, answer: printing, cwd, env, isMoved }: Candidate,
): object | undefined {
  const answer = answerTemplate(commands, {
    cwd: typeof cwd === "string" ? cwd : undefined,
    env: shellEnvironment(env, isMoved),
    obstacle: obstacleOf(cwd, env),
  });
  if (!answer) return undefined;
  const [OUT, ERR] = [answer.stdout, answer.stderr].map(decodeExactly);
  return printing.env({ OUT, ERR, CODE: answer.code });
}

function obstacleOf(cwd: unknown, env: Variables): string | undefined {
  if (cwd !== undefined && (typeof cwd !== "string" || cwd.includes("\0"))) return "option cwd";
  // Bun then searches in ways of its own
  if (!env["PATH"]) return "environment PATH";
  return undefined;
}
