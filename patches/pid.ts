// SPDX-License-Identifier: Apache-2.0

/** Process ids of children that never were. @module */

/** PID_MAX_LIMIT of Linux' include/linux/threads.h: no process has this id or a greater one. */
const limit = 2 ** 22;

let last = limit;

/** A process id that no process has, so that no signal ever reaches a stranger. */
export function madeUpPid(): number {
  return ++last;
}
