// SPDX-License-Identifier: Apache-2.0

/** One command to the kernel for every thread of the process, or for the calling one. @module */
import { type SwitchReport, switchThreads, type Unusable } from "../ffi/threads/mod.ts";
import type { Command } from "./command.ts";
import { errnos } from "./errno.ts";
import { AppArmorError } from "./error.ts";
import { hasLsmCalls, hasSeccompFilter } from "./kernel.ts";
import { callWithName, library } from "./library.ts";
import { type Confinement, parseLabel } from "./label.ts";
import { explain, explainUnusable } from "./remedy.ts";
import { attributeDirectory, isEnabled, threadLabels } from "./state.ts";

/** How a change is made. */
export interface ChangeOptions {
  /**
   * `process` moves every thread and proves it; `thread` moves the calling thread alone, as
   * aa_change_profile(3) does: what the runtime does on other threads, such as reading files
   * asynchronously, goes on under the old profile.
   *
   * @default {"process"}
   */
  readonly scope?: "process" | "thread";
  /**
   * Milliseconds until it is given up: a thread may sleep where no signal wakes it.
   *
   * @default {5000}
   */
  readonly timeout?: number;
  /**
   * Where some threads have changed and others cannot: `throw`, or `exit`, which ends the process
   * with status 126 before any more of its code runs.
   *
   * @default {"throw"}
   */
  readonly onPartial?: "throw" | "exit";
  /**
   * Whether a profile that does not enforce will do, one in complain mode or with
   * `flags=(unconfined)`.
   *
   * @default {false}
   */
  readonly allowComplain?: boolean;
}

/** What has changed. */
export interface Change extends Confinement {
  /** The profile that was asked for; {@linkcode Confinement.label} is what the kernel made of it. */
  readonly profile: string;
  /** Threads that carry the label, the calling one among them. */
  readonly threads: number;
  /** Threads whose label was read back; the calling thread, which changes last, is not. */
  readonly verified: number;
  /** Passes over the list of threads, until two in a row found nobody new. */
  readonly passes: number;
  /** Milliseconds. */
  readonly duration: number;
}

/** Errors with which lsm_set_self_attr(2) is not there. */
const notThere: ReadonlySet<number> = new Set([errnos.ENOSYS, errnos.EOPNOTSUPP]);

/** Errors with which seccomp filters of containers withhold it. */
const withheld: ReadonlySet<number> = new Set([errnos.EPERM, errnos.EACCES]);

const SIGSYS = 31;
const defaultTimeout = 5000;
const longestTimeout = 2 ** 32 - 1;

/** Makes a change or throws an {@linkcode AppArmorError}. */
export function change(command: Command, options: ChangeOptions): Change {
  const { timeout = defaultTimeout } = options;
  if (!(timeout >= 0 && timeout <= longestTimeout)) {
    throw new RangeError(`Cannot use timeout ${timeout}: not from 0 to ${longestTimeout} ms`);
  }
  let report = hasLsmCalls() ? attempt(command, options, timeout, "lsm") : undefined;
  if (report === undefined || isInconclusive(report)) {
    report = attempt(command, options, timeout, "file");
  }
  if (typeof report === "string") throw unusable(report, command);
  if (report.status === "ok" && isByLibrary(command, options)) {
    const error = callWithName(library()![command.call!], command.profile);
    if (error !== 0) report = { ...report, status: "refused", stage: "trying", error };
  }
  if (report.status !== "ok") throw failure(report, command);
  return {
    ...parseLabel(report.label),
    profile: command.profile,
    threads: report.threads,
    verified: report.verified,
    passes: report.passes,
    duration: report.duration,
  };
}

/** Whether the routine only tries, and libapparmor then changes the calling thread. */
function isByLibrary({ call }: Command, { scope }: ChangeOptions): boolean {
  return scope === "thread" && call !== undefined && library() !== undefined;
}

function attempt(
  command: Command,
  options: ChangeOptions,
  timeout: number,
  operation: "lsm" | "file",
): SwitchReport | Unusable {
  const { scope = "process", onPartial = "throw", allowComplain = false } = options;
  const directory = attributeDirectory();
  return switchThreads({
    operation,
    command: command.text,
    path: `/proc/thread-self${directory}/current`,
    leaf: `${directory}/current`,
    timeout: Math.ceil(timeout),
    exitOnPartial: onPartial === "exit",
    anyMode: allowComplain,
    onlySelf: scope === "thread",
    dryRunOnly: isByLibrary(command, options),
  });
}

/**
 * Whether the dry run's system call was perhaps only withheld, and procfs may still work. Where no
 * filter can have done it, AppArmor has spoken: asking twice would log the denial twice.
 */
function isInconclusive(report: SwitchReport | Unusable): boolean {
  if (typeof report === "string" || report.status !== "refused") return false;
  if (report.stage !== "trying") return false;
  if (notThere.has(report.error)) return true;
  return (report.childSignal === SIGSYS || withheld.has(report.error)) && hasSeccompFilter();
}

function unusable(reason: Unusable, { operation, profile }: Command): AppArmorError {
  const { text, ...more } = explainUnusable(reason);
  return new AppArmorError(`Cannot change to "${profile}": ${text}`, {
    operation,
    profile,
    ...more,
  });
}

function failure(report: SwitchReport, command: Command): AppArmorError {
  const { operation, profile } = command;
  if (isEnabled() === false) {
    const message = `Cannot change to "${profile}": AppArmor is not at work in this kernel`;
    return new AppArmorError(message, { operation, profile, code: "ERR_NOT_ENABLED" });
  }
  const hasChanged = ["partial", "timeout", "mismatch", "self-failed"].includes(report.status);
  const threads = hasChanged ? threadLabels() : [];
  const { code, text } = explain(report, command);
  const where = threads.map(({ thread, name, label }) =>
    `\n  thread ${thread} (${name}): ${label ?? "label cannot be read"}`
  );
  return new AppArmorError(`Cannot change to "${profile}": ${text}${where.join("")}`, {
    operation,
    profile,
    errno: report.error,
    ...code === undefined ? {} : { code },
    threads,
  });
}
