// SPDX-License-Identifier: Apache-2.0

/** What a thread gives up for good. @module */
import { openLibc } from "../../../ffi/libc.ts";

const PR_SET_NO_NEW_PRIVS = 38;

/** Sets no_new_privs on the calling thread alone (prctl(2)). */
export function setNoNewPrivileges(): void {
  const c = openLibc({
    // int prctl(int option, unsigned long arg2, …)
    prctl: { parameters: ["i32", "u64", "u64", "u64", "u64"], result: "i32" },
  });
  if (c?.prctl(PR_SET_NO_NEW_PRIVS, 1n, 0n, 0n, 0n) !== 0) throw new Error("Cannot give up");
}
