// SPDX-License-Identifier: Apache-2.0

/** What the native routine is asked and what it reports: `struct request` of switch.c. @module */

/** How a thread changes itself. */
export const Operation = {
  /** lsm_set_self_attr(2), since Linux 6.8 */
  lsm: 1,
  /** One write to a file in /proc */
  file: 2,
} as const;

const flag = { exitOnPartial: 1, anyMode: 2, onlySelf: 4, dryRunOnly: 8 } as const;

const statuses = [
  "ok",
  "refused",
  "partial",
  "timeout",
  "not-started",
  "mismatch",
  "self-failed",
  "busy",
] as const;

const stages = [
  "none",
  "locking",
  "cloning",
  "trying",
  "reading-label",
  "judging-mode",
  "listing",
  "handling",
  "signalling",
  "switching",
] as const;

/** What to do to every thread. */
export interface SwitchRequest {
  /** How. */
  readonly operation: keyof typeof Operation;
  /** What is written, such as `changeprofile NAME`; at most 1023 bytes. */
  readonly command: string;
  /** The calling thread's file to write. */
  readonly path: string;
  /** The file that shows a thread's label, below its directory in /proc: `/attr/current`. */
  readonly leaf: string;
  /** Milliseconds until it is given up. */
  readonly timeout: number;
  /** Whether the process ends with status 126 where some threads have changed and others have not. */
  readonly exitOnPartial?: boolean;
  /** Whether a label that does not end in `(enforce)` or `(kill)` will do. */
  readonly anyMode?: boolean;
  /** Whether only the calling thread changes. */
  readonly onlySelf?: boolean;
  /** Whether only the dry run is made, and nothing changed. */
  readonly dryRunOnly?: boolean;
}

/** What came of it. */
export interface SwitchReport {
  /** `ok`, or what failed; with `refused`, `not-started` and `busy` nothing has changed. */
  readonly status: (typeof statuses)[number];
  /** What was being done then. */
  readonly stage: (typeof stages)[number];
  /** The errno, or 0. */
  readonly error: number;
  /** The signal that ended the dry run's child, or 0. */
  readonly childSignal: number;
  /** The thread that it failed for, or 0. */
  readonly failedThread: number;
  /** Threads that were switched, the caller among them. */
  readonly threads: number;
  /** Passes over the list of threads. */
  readonly passes: number;
  /** Threads whose label was read back. */
  readonly verified: number;
  /** Threads that were born with the label. */
  readonly inherited: number;
  /** Milliseconds. */
  readonly duration: number;
  /** The label that the dry run's child carried. */
  readonly label: string;
}

const size = 3328;
const lsmContext = 2272;
const command = lsmContext + 32;
const encoder = new TextEncoder();

/** Lays a request out for the routine. */
export function encode(request: SwitchRequest, anchor: bigint): Uint8Array {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  const length = encoder.encode(request.command).length;
  view.setUint32(0, Operation[request.operation], true);
  view.setUint32(
    4,
    (request.exitOnPartial ? flag.exitOnPartial : 0) | (request.anyMode ? flag.anyMode : 0) |
      (request.onlySelf ? flag.onlySelf : 0) | (request.dryRunOnly ? flag.dryRunOnly : 0),
    true,
  );
  view.setUint32(8, request.timeout, true);
  view.setUint32(12, 126, true);
  view.setBigUint64(16, anchor, true);
  view.setUint32(24, length, true);
  putText(bytes, 80, 96, request.path);
  putText(bytes, 176, 48, request.leaf);
  // struct lsm_ctx: LSM_ID_APPARMOR, flags, whole length, length of what follows
  view.setBigUint64(lsmContext, 104n, true);
  view.setBigUint64(lsmContext + 16, BigInt(32 + length + 1), true);
  view.setBigUint64(lsmContext + 24, BigInt(length + 1), true);
  putText(bytes, command, size - command, request.command);
  return bytes;
}

/** Reads what the routine has left in a request. */
export function decode(bytes: Uint8Array): SwitchReport {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const label = bytes.subarray(224, lsmContext);
  return {
    status: statuses[view.getInt32(32, true)]!,
    error: view.getInt32(36, true),
    stage: stages[view.getUint32(40, true)]!,
    childSignal: view.getInt32(44, true),
    failedThread: view.getInt32(48, true),
    threads: view.getUint32(52, true),
    passes: view.getUint32(56, true),
    verified: view.getUint32(60, true),
    inherited: view.getUint32(64, true),
    duration: Number(view.getBigUint64(72, true)) / 1e6,
    label: new TextDecoder().decode(label.subarray(0, label.indexOf(0))),
  };
}

function putText(bytes: Uint8Array, offset: number, room: number, text: string): void {
  const encoded = encoder.encode(text);
  if (encoded.length >= room) throw new RangeError(`Cannot use "${text}": too long`);
  if (encoded.includes(0)) throw new TypeError(`Cannot use ${JSON.stringify(text)}: it has a NUL`);
  bytes.set(encoded, offset);
}
