// SPDX-License-Identifier: Apache-2.0

/** A worker that confines itself alone: as good as a process of its own, and sooner there. @module */
import { parentPort, workerData } from "node:worker_threads";
import { changeProfile, stackProfile } from "../../../apparmor/change_profile.ts";
import { AppArmorError } from "../../../apparmor/error.ts";
import { onExec } from "../../../apparmor/exec.ts";
import { setNoNewPrivileges } from "./privileges.ts";

/** What a thread is to try. */
export interface Attempt {
  /** The profile to begin in; unconfined if not given. */
  readonly from?: string;
  /** Whether it may gain nothing by execve(2). */
  readonly noNewPrivileges: boolean;
  /** What it tries, into monkeys_target. */
  readonly act: "change" | "stack" | "onexec" | "stack-onexec";
}

const self = { scope: "thread" } as const;
const acts: Readonly<Record<Attempt["act"], (name: string) => unknown>> = {
  change: (name: string) => changeProfile(name, self).stack,
  stack: (name: string) => stackProfile(name, self).stack,
  onexec: (name: string) => onExec(name),
  "stack-onexec": (name: string) => onExec(name, { stack: true }),
};

const { from, noNewPrivileges, act } = workerData as Attempt;
if (from !== undefined) changeProfile(from, self);
if (noNewPrivileges) setNoNewPrivileges();
try {
  parentPort!.postMessage({ code: "ok", value: acts[act]("monkeys_target") });
} catch (error) {
  if (!(error instanceof AppArmorError)) throw error;
  parentPort!.postMessage({ code: error.code, message: error.message });
}
