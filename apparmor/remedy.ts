// SPDX-License-Identifier: Apache-2.0

/** Why a change failed, in words, and what would let it succeed. @module */
import type { SwitchReport, Unusable } from "../ffi/threads/mod.ts";
import type { Command } from "./command.ts";
import { codeOf, errnos } from "./errno.ts";
import { hasNoNewPrivileges, hasSeccompFilter } from "./kernel.ts";
import { parseLabel } from "./label.ts";
import { confinement } from "./state.ts";

/** A reason; the code only where it is not the errno's own. */
export interface Explanation {
  readonly code?: string;
  readonly text: string;
}

/** What the routine does to threads needs, in the profile that is left. */
const rules = {
  signal: "signal (send, receive) set=(rtmin+1) peer=@{profile_name},",
  list: "owner @{PROC}/@{pid}/task/ r,",
  read: "owner @{PROC}/@{pid}/task/@{tid}/attr/{apparmor/,}current r,",
  write: "owner @{PROC}/@{pid}/task/@{tid}/attr/{apparmor/,}current rw,",
} as const;

const SIGKILL = 9;

const unusable: Readonly<Record<Unusable, readonly [code: string, text: string]>> = {
  "no-ffi": [
    "ERR_NO_FFI",
    "the C library cannot be used: grant it with --allow-ffi, or --allow-ffi=PATH of libc.so.6",
  ],
  "not-glibc": ["ERR_NOT_SUPPORTED", "the C library is not glibc, whose signal 33 it needs"],
  "machine": ["ERR_NOT_SUPPORTED", "there is native code for x86_64 and aarch64 alone"],
  "damaged": ["ERR_NOT_SUPPORTED", "the native code is not what was built: its SHA-256 differs"],
  "no-memory": ["ENOMEM", "no executable page can be had (systemd: MemoryDenyWriteExecute=no)"],
};

/** Explains why the routine was not even called. */
export function explainUnusable(reason: Unusable): Explanation {
  const [code, text] = unusable[reason];
  return { code, text };
}

/** Explains a report that is not `ok`. */
export function explain(report: SwitchReport, command: Command): Explanation {
  switch (report.status) {
    case "busy":
      return {
        code: "ERR_BUSY",
        text: "another worker's change was still going on when the time was up",
      };
    case "timeout":
      return {
        code: "ERR_TIMEOUT",
        text:
          `thread ${report.failedThread} has not answered in time: it sleeps in the kernel or ` +
          "blocks signal 33; it will change when it wakes. Call again, with a longer timeout",
      };
    case "mismatch":
      return {
        code: "ERR_MISMATCH",
        text: `thread ${report.failedThread} does not carry "${report.label}"`,
      };
    case "partial":
    case "self-failed":
      return {
        text: `thread ${report.failedThread} was refused (${codeOf(report.error)}) after others ` +
          "had changed: no_new_privs may be set on it alone",
      };
    default:
      return explainNothingDone(report, command);
  }
}

function explainNothingDone(report: SwitchReport, command: Command): Explanation {
  const { stage, error, childSignal, label } = report;
  if (childSignal === SIGKILL && command.operation === "changeHat") {
    return { code: "ERR_IN_HAT", text: "the process wears a hat already, which others put on" };
  }
  if (childSignal !== 0) {
    return {
      code: "ERR_NOT_SUPPORTED",
      text: `the dry run was ended by signal ${childSignal}: a seccomp filter forbids it`,
    };
  }
  if (error === errnos.EMFILE || error === errnos.ENFILE) {
    return { text: "no descriptor is free: close some, or raise the limit (RLIMIT_NOFILE)" };
  }
  switch (stage) {
    case "trying":
      return explainRefusal(error, command);
    case "judging-mode":
      return {
        code: "ERR_MODE",
        text: `its mode is ${parseLabel(label).mode}, which enforces nothing: enforce it ` +
          "(aa-enforce), or allow it by allowComplain",
      };
    case "listing":
      return { text: `threads cannot be listed (${codeOf(error)}): ${missing(rules.list)}` };
    case "reading-label":
      return { text: `labels cannot be read back (${codeOf(error)}): ${missing(rules.read)}` };
    case "signalling":
      return { text: `threads cannot be signalled (${codeOf(error)}): ${missing(rules.signal)}` };
    default:
      return { text: `${codeOf(error)} while ${stage.replace("-", " ")}` };
  }
}

function explainRefusal(error: number, { operation, rule, profile }: Command): Explanation {
  const isStack = operation === "stackProfile";
  switch (error) {
    case errnos.ENOENT:
      return {
        text: operation === "changeHat"
          ? `the profile has no hat "${profile}"`
          : "no such profile is loaded: load it with apparmor_parser -r FILE",
      };
    case errnos.ECHILD:
      return { text: "the profile has no hats" };
    case errnos.EPERM:
      if (operation === "changeHat" && confinement()?.mode === "unconfined") {
        return { text: "an unconfined process has no hats: change into their profile first" };
      }
      if (hasNoNewPrivileges() && !isStack) {
        return {
          text:
            "no_new_privs is set, under which profiles can only be stacked: use stackProfile() " +
            `with the rule "change_profile -> &${profile},", or start without it (systemd: ` +
            "NoNewPrivileges=no; Kubernetes: allowPrivilegeEscalation: true)",
        };
      }
      return {
        text: hasSeccompFilter()
          ? "the kernel does not permit it; a seccomp filter may be the reason"
          : "the kernel does not permit it",
      };
    case errnos.EACCES:
      return {
        text: rule === undefined
          ? `it is denied: ${missing(rules.write)}`
          : `the profile that is to be left does not allow it: ${missing(rule)} (and, on kernels ` +
            `before 6.8 and in containers, ${rules.write})`,
      };
    case errnos.EINVAL:
      return { text: "the kernel does not take the name" };
    default:
      return { text: codeOf(error) };
  }
}

function missing(rule: string): string {
  return `add the rule "${rule}"`;
}
