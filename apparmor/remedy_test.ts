// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";
import type { SwitchReport } from "../ffi/threads/mod.ts";
import type { Command } from "./command.ts";
import { explain, explainUnusable } from "./remedy.ts";

const command: Command = {
  operation: "changeProfile",
  profile: "server",
  text: "changeprofile server",
  rule: "change_profile -> server,",
};

const refused: SwitchReport = {
  status: "refused",
  stage: "trying",
  error: 0,
  childSignal: 0,
  failedThread: 0,
  threads: 1,
  passes: 0,
  verified: 0,
  inherited: 0,
  duration: 1,
  label: "",
};

test("each refusal names what would let the change succeed", () => {
  for (
    const [report, expected] of [
      [{ error: 2 }, /apparmor_parser -r FILE/],
      [{ error: 13 }, /add the rule "change_profile -> server,"/],
      [{ error: 24 }, /RLIMIT_NOFILE/],
      [{ childSignal: 31 }, /seccomp/],
      [{ stage: "judging-mode", label: "server (complain)" }, /mode is complain.*aa-enforce/],
      [{ status: "not-started", stage: "listing", error: 13 }, /@\{pid\}\/task\/ r,/],
      [{ status: "not-started", stage: "reading-label", error: 13 }, /current r,/],
      [
        { status: "not-started", stage: "signalling", error: 13 },
        /signal \(send, receive\) set=\(rtmin\+1\) peer=@\{profile_name\},/,
      ],
      [{ status: "busy", stage: "locking", error: 110 }, /another worker/],
      [{ status: "timeout", stage: "switching", error: 110, failedThread: 7 }, /thread 7 .*again/],
      [{ status: "partial", stage: "switching", error: 1, failedThread: 7 }, /EPERM.*no_new_privs/],
    ] as const satisfies readonly (readonly [Partial<SwitchReport>, RegExp])[]
  ) {
    assert.match(explain({ ...refused, ...report }, command).text, expected);
  }
});

test("where the native code cannot be used, the reason is told", () => {
  assert.match(explainUnusable("not-glibc").text, /not glibc/);
  assert.match(explainUnusable("no-ffi").text, /--allow-ffi/);
  assert.match(explainUnusable("no-memory").text, /MemoryDenyWriteExecute/);
  assert.equal(explainUnusable("damaged").code, "ERR_NOT_SUPPORTED");
});
