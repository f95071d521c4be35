// SPDX-License-Identifier: Apache-2.0

/** Each outcome as a line of JSON, on standard error or in a file. @module */
import { system } from "../host/system.ts";
import { isWritePermitted } from "../host/permission.ts";
import { caller } from "./caller.ts";
import { say } from "./diagnostic.ts";
import type { OutcomeMessage } from "./outcomes.ts";
import type { Settings } from "./settings.ts";

/** The open file by its path; null where it cannot be written, which is said once. */
const files = new Map<string, number | null>();

/** Writes one line: what was asked, what became of it, and the package and place that asked. */
export function trace(message: OutcomeMessage, settings: Settings): void {
  const { api, file, args, outcome, reason } = message;
  const who = caller();
  const line = `${
    JSON.stringify({
      time: new Date().toISOString(),
      api,
      command: file,
      arguments: settings.traceArguments ? args : args.map(redacted),
      outcome,
      reason,
      package: who?.package,
      site: who?.site,
    })
  }\n`;
  const descriptor = settings.trace === "stderr" ? 2 : open(settings.trace!);
  if (descriptor === null) return;
  try {
    process.getBuiltinModule("node:fs").writeSync(descriptor, line);
  } catch {
    // a full disk or a reader that went away: the program goes on
  }
}

/** Names of options stay, for they tell one lookup from another; values may be secrets. */
function redacted(argument: string): string {
  if (/^-[A-Za-z]$|^--[a-z-]+$/.test(argument)) return argument;
  const [, name] = /^(--[a-z-]+=)/.exec(argument) ?? [];
  return `${name ?? ""}…`;
}

function open(path: string): number | null {
  const known = files.get(path);
  if (known !== undefined) return known;
  const descriptor = isWritePermitted(path) ? openOwn(path) : null;
  if (descriptor === null) say(`cannot trace to "${path}": it is no regular file of this user's`);
  files.set(path, descriptor);
  return descriptor;
}

/** Opens our own regular file and no other: a planted link or FIFO must get nothing. */
function openOwn(path: string): number | null {
  const { closeSync, constants, fstatSync, openSync } = process.getBuiltinModule("node:fs");
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_WRONLY } = constants;
  try {
    const descriptor = openSync(
      path,
      O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK,
      0o600,
    );
    const status = fstatSync(descriptor);
    if (status.isFile() && status.uid === system.identity().euid) return descriptor;
    closeSync(descriptor);
  } catch {
    // said by the caller
  }
  return null;
}
