// SPDX-License-Identifier: Apache-2.0

/**
 * A worker that tells the kernel one thing after another, for itself alone, and what the kernel made
 * of each.
 *
 * @module
 */
import { parentPort, workerData } from "node:worker_threads";
import { callWithName } from "../../../apparmor/library.ts";
import { writeText } from "../../../apparmor/kernel.ts";
import { openLibapparmor } from "../../../ffi/libapparmor.ts";
import { ownLabel } from "./labels.ts";
import { setNoNewPrivileges } from "./privileges.ts";
import { switchTo } from "./switch.ts";

/** What is done, with which name. */
export interface Attempt {
  /** Where the thread goes first, if it is not there. */
  readonly from?: string;
  readonly verb: "changeprofile" | "stack" | "exec" | "stack-exec";
  readonly name: string;
}

/** How it is done: by a file in /proc, a system call, or the libapparmor of a path. */
export type Means = "file" | "lsm" | `/${string}`;

/** What a worker is given. */
export interface Sequence {
  readonly means: Means;
  /** Where the thread begins. */
  readonly start?: string;
  readonly noNewPrivileges?: boolean;
  readonly attempts: readonly Attempt[];
}

/** What came of an attempt: the errno, or 0, and what the thread carries then. */
export type Made = readonly [error: number, label: string];

const { means, start, noNewPrivileges = false, attempts } = workerData as Sequence;

const files = { changeprofile: "current", stack: "current", exec: "exec", "stack-exec": "exec" };

function byLibrary(path: string): (attempt: Attempt) => number {
  const c = openLibapparmor(path);
  if (!c) throw new Error(`Cannot open "${path}"`);
  const calls = {
    changeprofile: c.aa_change_profile,
    stack: c.aa_stack_profile,
    exec: c.aa_change_onexec,
    "stack-exec": c.aa_stack_onexec,
  };
  return ({ verb, name }) => callWithName(calls[verb], name);
}

function byKernel({ verb, name }: Attempt): number {
  const command = `${verb === "stack-exec" ? "stack" : verb} ${name}`;
  if (verb.endsWith("exec")) {
    return writeText(`/proc/thread-self/attr/apparmor/${files[verb]}`, command).errno;
  }
  const only = { command, onlySelf: true, anyMode: true } as const;
  return switchTo(name, means as "file" | "lsm", only).error;
}

const act = means.startsWith("/") ? byLibrary(means) : byKernel;

function leaveFor(profile: string): void {
  const current = ownLabel().replace(/ \([a-z]+\)$/, "");
  if (current === profile) return;
  const { status, error } = switchTo(profile, "file", { onlySelf: true, anyMode: true });
  if (status !== "ok") throw new Error(`Cannot go from "${current}" to "${profile}": ${error}`);
}

if (start !== undefined) leaveFor(start);
if (noNewPrivileges) setNoNewPrivileges();
parentPort!.postMessage(attempts.map((attempt): Made => {
  if (attempt.from !== undefined) leaveFor(attempt.from);
  return [act(attempt), ownLabel()];
}));
