// SPDX-License-Identifier: Apache-2.0

/** What a patched API was asked, in terms that all of them share. @module */
import type { Answer, Environment, Input, Sink } from "../lookups/types.ts";

/** One call of a patched API. */
export interface Invocation {
  /** The API as users name it: `node:child_process.execSync`, `Deno.Command`, `Bun.$`. */
  readonly api: string;
  /** The command as the program named it. */
  readonly file: string;
  /** The arguments after `argv[0]`. */
  readonly args: readonly string[];
  /** `argv[0]`, where the program set one. */
  readonly argv0?: string | undefined;
  /** Whether the runtime puts the path that it found into `argv[0]` (Deno does). */
  readonly argv0IsPath?: boolean;
  /** The working directory that the program asked for. */
  readonly cwd?: string | undefined;
  /** The child's environment, where the program gave one. */
  readonly env?: Environment | undefined;
  /** Standard input. */
  readonly input: Input;
  /** Where standard output leads. */
  readonly stdout: Sink;
  /** Where standard error leads. */
  readonly stderr: Sink;
  /** Whether the caller waits anyway. */
  readonly synchronous: boolean;
  /** Bytes on one piped stream beyond which the original would kill the command. */
  readonly maxBuffer?: number | undefined;
  /** Whether the API can give an answer back; left out: any. */
  readonly canGive?: (answer: Answer) => boolean;
  /** What only the original can do, where the patch saw it in the call: `option uid`. */
  readonly obstacle?: string | undefined;
}

/** What became of a call. */
export type Outcome =
  /** Answered in-process. */
  | { readonly kind: "answered"; readonly answer: Answer }
  /** Left to the original API, unchanged. */
  | { readonly kind: "passed"; readonly reason: string }
  /**
   * Forbidden by the user's policy; `command` is what was unknown, and `answer` what a shell gives of
   * a command within its line that it may not execute.
   */
  | {
    readonly kind: "refused";
    readonly reason: string;
    readonly command: string;
    readonly answer?: Answer;
  };
