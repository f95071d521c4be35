// SPDX-License-Identifier: Apache-2.0

/** From a command's name and arguments to its answer: called for a program's call and for each
 * command of a shell's line alike. @module */
import { buildOf, newestBuild } from "./build.ts";
import type { Host } from "./host.ts";
import { commandName } from "./command_name.ts";
import { isInstalled, type Resolution, resolve } from "./resolve.ts";
import { encode } from "./text.ts";
import {
  type Answer,
  type Build,
  type Call,
  type Environment,
  type Execution,
  type Input,
  type LookupEntry,
  Pass,
  type Policy,
  type Sink,
} from "./types.ts";

/** A command that is to be answered. */
export interface Request {
  /** The command as it was named: a bare name, or a path. */
  readonly file: string;
  /** The arguments after `argv[0]`. */
  readonly args: readonly string[];
  /** `argv[0]`; default: `file`, or the path found, by `argv0IsPath`. */
  readonly argv0?: string | undefined;
  /** Whether the path that was found becomes `argv[0]`. */
  readonly argv0IsPath?: boolean | undefined;
  /** The environment. */
  readonly env: Environment;
  /** The working directory, absolute and existing. */
  readonly cwd: string;
  /** Standard input. */
  readonly input: Input;
  /** Where standard output leads. */
  readonly stdout: Sink;
  /** Where standard error leads. */
  readonly stderr: Sink;
  /** Whether the caller can wait. */
  readonly mayWait: boolean;
}

/** What is known to answer, and under which settings. */
export interface Knowledge {
  /** The lookup of a name; undefined where there is none; throws a Pass where it is switched off. */
  find(name: string): LookupEntry | undefined;
  /** The user's policy. */
  readonly policy: Policy;
  /** Whether what passes fails, since no original may be executed. */
  readonly refuses: boolean;
}

/** A command that was found, and is answered. */
export interface Found {
  readonly entry: LookupEntry;
  /** Where PATH leads; undefined where it is only presumed. */
  readonly path: string | undefined;
}

/**
 * Answers a command that another one executes; undefined where there is none of this name. Throws a
 * Pass where only the original can answer.
 */
export function execute(request: Request, knowledge: Knowledge, host: Host): Answer | undefined {
  const found = find(request, knowledge, host);
  return found && run(found, request, knowledge, host);
}

/** Finds a command that another one executes; undefined where there is none of this name. */
export function find(request: Request, knowledge: Knowledge, host: Host): Found | undefined {
  const name = commandName(request.file);
  const place = resolve(request, host);
  const entry = knowledge.find(name);
  if (place.kind === "missing") {
    return entry && isPresumed(entry, host) ? { entry, path: undefined } : undefined;
  }
  return found(name, entry, place);
}

/** Answers a command that was found. */
export function run(
  { entry, path }: Found,
  request: Request,
  knowledge: Knowledge,
  host: Host,
): Answer {
  requireBrief(request);
  const answer = entry.answer(new RequestedCall(request, path, knowledge, host), host);
  if (!answer) throw new Pass(`not exact ${commandName(request.file)}`);
  return answer;
}

function found(
  name: string,
  entry: LookupEntry | undefined,
  place: Exclude<Resolution, { kind: "missing" }>,
): Found {
  if (!entry) throw new Pass(`unknown ${name}`);
  if (place.kind === "other" && !entry.everywhere) throw new Pass(`shadowed ${place.path}`);
  return { entry, path: place.path };
}

/**
 * Whether a command is answered that PATH does not hold: it is installed nowhere at all. Where it is,
 * the program was given a PATH that does not lead to it.
 */
export function isPresumed(entry: LookupEntry | undefined, host: Host): boolean {
  if (!entry?.presumed) return false;
  return entry.everywhere === true || !isInstalled(entry.name, host);
}

/** What is read of arguments while an event loop waits: how many, and characters of all of them. */
const mostArguments = 1_000;
const longestArguments = 16_384;

/**
 * Passes arguments that take longer to go through than an event loop may be held, and those that
 * the kernel may not take: then nothing is executed, which fails in each API in its own way.
 */
export function requireBrief({ args, mayWait }: Pick<Request, "args" | "mayWait">): void {
  let length = 0;
  for (const each of args) length += each.length;
  if (!mayWait) {
    if (args.length > mostArguments || length > longestArguments) throw new Pass("long arguments");
  } else if (!isTaken(args, length)) throw new Pass("arguments beyond the kernel's limit");
}

/**
 * What execve(2) takes whatever the stack's limit is, bytes and pointers together. An argument by
 * itself may have as much (MAX_ARG_STRLEN).
 */
const argumentLimit = 128 << 10;

function isTaken(args: readonly string[], length: number): boolean {
  const own = args.length * (1 + 8);
  // three bytes are the most that a character takes
  if (own + 3 * length < argumentLimit) return true;
  if (own + length >= argumentLimit) return false;
  return own + args.reduce((sum, each) => sum + encode(each).length, 0) < argumentLimit;
}

/** Answers a command; undefined or a thrown Pass where only the original can. */
export function runCommand(
  request: Request,
  knowledge: Knowledge,
  host: Host,
): Answer | undefined {
  const name = commandName(request.file);
  // what is not known is not searched
  const entry = knowledge.find(name);
  if (!entry) throw new Pass(`unknown ${name}`);
  requireBrief(request);
  const place = resolve(request, host);
  if (place.kind === "missing" && !isPresumed(entry, host)) throw new Pass(`missing ${name}`);
  const path = place.kind === "missing" ? undefined : found(name, entry, place).path;
  return entry.answer(new RequestedCall(request, path, knowledge, host), host);
}

class RequestedCall implements Call {
  readonly argv0: string;
  readonly args: readonly string[];
  readonly env: Environment;
  readonly input: Input;
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly path: string | undefined;
  readonly mayWait: boolean;
  readonly policy: Policy;
  readonly #request: Request;
  readonly #knowledge: Knowledge;
  readonly #host: Host;
  #build: Build | undefined;

  constructor(request: Request, path: string | undefined, knowledge: Knowledge, host: Host) {
    const { file } = request;
    this.argv0 = request.argv0 ?? (request.argv0IsPath && path !== undefined ? path : file);
    this.args = request.args;
    this.env = request.env;
    this.input = request.input;
    this.stdout = request.stdout;
    this.stderr = request.stderr;
    this.mayWait = request.mayWait;
    this.path = path;
    this.policy = knowledge.policy;
    this.#request = request;
    this.#knowledge = knowledge;
    this.#host = host;
  }

  get cwd(): string {
    return this.#request.cwd;
  }

  execute(command: Execution): Answer | undefined {
    const { input, stdout, stderr, mayWait } = this.#request;
    const request = { input, stdout, stderr, mayWait, ...command };
    return execute(request, this.#knowledge, this.#host);
  }

  get build(): Build {
    return this.#build ??= this.path === undefined
      ? newestBuild
      : buildOf(commandName(this.#request.file), this.path, this.#host);
  }
}
