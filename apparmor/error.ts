// SPDX-License-Identifier: Apache-2.0

/** What callers of the confinement functions catch. @module */
import { codeOf } from "./errno.ts";

/** A thread and the label that it carries. */
export interface ThreadLabel {
  /** Thread id, as gettid(2) gives it. */
  readonly thread: number;
  /** The thread's name, as /proc/PID/task/TID/comm tells it. */
  readonly name: string;
  /** The label with its mode, such as `server (enforce)`; undefined where it cannot be read. */
  readonly label: string | undefined;
}

/** What was being tried, for whom, and why it did not come about. */
export interface AppArmorErrorOptions {
  /** The function that failed: `changeProfile`. */
  readonly operation: string;
  /** The profile that was asked for. */
  readonly profile?: string | undefined;
  /** The kernel's errno; 0 where the kernel did not refuse anything. */
  readonly errno?: number;
  /** Instead of the errno's name, where there is no errno. */
  readonly code?: string;
  /** Where every thread stands, if some have changed and others have not. */
  readonly threads?: readonly ThreadLabel[];
  /** The error behind this one. */
  readonly cause?: unknown;
}

/**
 * Why a change of confinement did not come about. The message says what to do, with the rule to add
 * where one is missing.
 *
 * @example
 * ```ts
 * import { AppArmorError, changeProfile } from "@aa/monkeys";
 *
 * try {
 *   changeProfile("server");
 * } catch (error) {
 *   if (!(error instanceof AppArmorError)) throw error;
 *   console.error(error.code, error.message);
 * }
 * ```
 */
export class AppArmorError extends Error {
  /** Tells this class of errors apart where `instanceof` cannot. */
  override readonly name = "AppArmorError";
  /**
   * The errno's name, such as `ENOENT`; or, where no system call failed, one of `ERR_NOT_ENABLED`,
   * `ERR_NO_FFI`, `ERR_NOT_SUPPORTED`, `ERR_MODE`, `ERR_MISMATCH`, `ERR_TIMEOUT`, `ERR_BUSY`.
   */
  readonly code: string;
  /** The kernel's errno, or 0. */
  readonly errno: number;
  /** The function that failed. */
  readonly operation: string;
  /** The profile that was asked for. */
  readonly profile: string | undefined;
  /**
   * Where every thread stands; empty where nothing has changed. What has changed cannot be undone:
   * end the process, or call again.
   */
  readonly threads: readonly ThreadLabel[];

  /** Makes an error; callers only catch it. */
  constructor(message: string, options: AppArmorErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.errno = options.errno ?? 0;
    this.code = options.code ?? codeOf(this.errno);
    this.operation = options.operation;
    this.profile = options.profile;
    this.threads = options.threads ?? [];
  }
}
