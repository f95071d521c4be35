// SPDX-License-Identifier: Apache-2.0

/**
 * What a lookup is asked, what it answers, and the shape of a lookup itself.
 *
 * Nothing here knows a runtime: a lookup sees a {@linkcode Call} and a {@linkcode Host}.
 *
 * @module
 */
import type { Host } from "./host.ts";

/** Environment variables by name. Reading one that the runtime withholds throws a {@linkcode Pass}. */
export interface Environment {
  /** The value of a variable; undefined where it is not set. */
  get(name: string): string | undefined;
  /** All variables, in the order that the child process would have them. */
  entries(): [name: string, value: string][];
}

/** Standard input, as far as it is known before the call. */
export type Input =
  /** `/dev/null` */
  | { readonly kind: "null" }
  /**
   * Content that is known. Whether it comes through a pipe is known of a shell's alone: runtimes give
   * theirs in files without a name as well.
   */
  | { readonly kind: "bytes"; readonly bytes: Uint8Array; readonly isPipe?: boolean }
  /** The descriptor of this process. A lookup never reads it. */
  | { readonly kind: "inherit" }
  /** A pipe into which the caller may write later. A lookup never reads it. */
  | { readonly kind: "stream" };

/** Where an output descriptor leads. */
export type Sink = "pipe" | "null" | "inherit";

/**
 * The packaging whose exact output a lookup reproduces. `unknown`: answer only what all known
 * builds print alike.
 */
export type Build = "debian-12" | "debian-13" | "debian-sid" | "ubuntu-24.04" | "unknown";

/** One command line that is asked. */
export interface Call {
  /** The name under which the command was called: its `argv[0]`, as messages show it. */
  readonly argv0: string;
  /** The arguments after `argv[0]`. */
  readonly args: readonly string[];
  /** The environment that the command would have had. */
  readonly env: Environment;
  /** The working directory, absolute. */
  readonly cwd: string;
  /** Standard input. */
  readonly input: Input;
  /** Where standard output leads. */
  readonly stdout: Sink;
  /** Where standard error leads. */
  readonly stderr: Sink;
  /** Where PATH leads for this command; undefined where it is not installed and only presumed. */
  readonly path: string | undefined;
  /** The build of the command; determined on first use. */
  readonly build: Build;
  /** Whether the caller can wait: false in asynchronous calls, whose event loop must go on. */
  readonly mayWait: boolean;
  /** What general readers may read, and which variables lines may show. */
  readonly policy: Policy;
  /**
   * Answers a command that this one executes in its own place, with the same descriptors; undefined
   * where there is no such command. Throws a Pass where only the original can answer.
   */
  execute(command: Execution): Answer | undefined;
}

/** A command that another one executes. */
export interface Execution {
  /** A name that PATH is searched for, or a path. */
  readonly file: string;
  /** Its `argv[0]`. */
  readonly argv0: string;
  /** The arguments after that. */
  readonly args: readonly string[];
  /** Its environment, whose PATH is searched. */
  readonly env: Environment;
  /** Its working directory, absolute and existing. */
  readonly cwd: string;
  /** Its standard input, where it is not that of the command that executes it. */
  readonly input?: Input;
}

/** The user's settings that lookups heed. */
export interface Policy {
  /** `system`: readers answer only for facts of the system; `all`: for every file. */
  readonly files: "system" | "all";
}

/** What the command would have given. */
export interface Answer {
  /** Exit status, 0 to 255. */
  readonly code: number;
  /** Standard output. */
  readonly stdout: Uint8Array;
  /** Standard error. */
  readonly stderr: Uint8Array;
  /**
   * Both streams in the order of writing, for `2>&1`. Given only where that order is another than
   * all of standard error, then all of standard output (what a command with buffered output does).
   */
  readonly merged?: Uint8Array;
}

/** Answers one call; undefined means "not exactly mine", and the whole call passes. */
export type Lookup = (call: Call, host: Host) => Answer | undefined;

/** One command that can be answered. */
export interface LookupEntry {
  /** The command's name, as PATH finds it. */
  readonly name: string;
  /** The Debian package that brings it. */
  readonly package: string;
  /** Whether it is answered where it is not installed at all (distroless images). */
  readonly presumed: boolean;
  /** Whether it is answered wherever PATH leads: what the program itself defined. */
  readonly everywhere?: boolean;
  /** The AppArmor rules that its reads and system calls need. */
  readonly rules: readonly string[];
  /** Options and forms that are answered, in one line for the documentation. */
  readonly summary: string;
  /** What an answer is made of, besides arguments, in a few words for the documentation. */
  readonly source: string;
  /** The answering function. */
  readonly answer: Lookup;
}

/**
 * Thrown by a lookup, or by the host beneath it, where only the original can tell: the whole call
 * passes. Not an `Error`: nobody reads its stack, and taking one costs more than the call.
 */
export class Pass {
  /** Why, in stable words: `denied-read /etc/passwd`, `option -x`, `locale de_DE.UTF-8`. */
  readonly reason: string;

  /** Creates a reason to pass. */
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** Thrown where a file opened and could not be read: a command that goes on says why, and goes on. */
export class Unreadable extends Pass {
  /** Why, in the words of strerror(3). */
  readonly message: string;

  /** @param code the error's name: `EINVAL` */
  constructor(path: string, code: string, message: string) {
    super(`unreadable ${path} ${code}`);
    this.message = message;
  }
}

/** Thrown where only a real command can answer that stands within another one's line. */
export class PassWithin extends Pass {
  /** The command's name. */
  readonly command: string;
  /** What the line's shell gives of a command that it may not execute. */
  readonly refusal: Answer;

  /** Creates a reason to pass. */
  constructor(reason: string, { command, refusal }: Pick<PassWithin, "command" | "refusal">) {
    super(reason);
    this.command = command;
    this.refusal = refusal;
  }
}
