// SPDX-License-Identifier: Apache-2.0

/** A worker that confines itself alone: as good as a process of its own, and sooner there. @module */
import { parentPort, workerData } from "node:worker_threads";
import { changeProfile, stackProfile } from "../../../apparmor/change_profile.ts";
import { AppArmorError } from "../../../apparmor/error.ts";
import { onExec } from "../../../apparmor/exec.ts";
import { setNoNewPrivileges } from "./privileges.ts";

/** What is tried, into monkeys_target. */
export type Act = "change" | "stack" | "onexec" | "stack-onexec";

/** What a thread is to try. */
export interface Attempt {
  /** The profile to begin in; unconfined if not given. */
  readonly from?: string;
  /** Whether it may gain nothing by execve(2). */
  readonly noNewPrivileges: boolean;
  /** What it tries, one after another: the first that changes the thread must be the last. */
  readonly acts: readonly Act[];
}

/** What came of one. */
export interface Outcome {
  readonly code: string;
  readonly message?: string;
  readonly value?: readonly string[];
}

const self = { scope: "thread" } as const;
const into = "monkeys_target";
const tried: Readonly<Record<Act, () => readonly string[] | void>> = {
  change: () => changeProfile(into, self).stack,
  stack: () => stackProfile(into, self).stack,
  onexec: () => onExec(into),
  "stack-onexec": () => onExec(into, { stack: true }),
};

function outcome(act: Act): Outcome {
  try {
    const value = tried[act]();
    return value ? { code: "ok", value } : { code: "ok" };
  } catch (error) {
    if (!(error instanceof AppArmorError)) throw error;
    return { code: error.code, message: error.message };
  }
}

const { from, noNewPrivileges, acts } = workerData as Attempt;
if (from !== undefined) changeProfile(from, self);
if (noNewPrivileges) setNoNewPrivileges();
parentPort!.postMessage(acts.map(outcome));
