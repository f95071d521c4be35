// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";
import { recordedHost } from "../tests/support/recorded_host.ts";
import { decode } from "./text.ts";
import type { Build, Call } from "./types.ts";
import { pretty, uptime } from "./uptime.ts";

for (const args of [["-p"], ["-s"], ["--pretty"], ["--since"], ["-sp"], ["-ps", "x"], ["--p"]]) {
  test(`uptime ${args.join(" ")} is answered as the command does`, () => {
    for (const TZ of ["UTC", "Asia/Kathmandu"]) {
      const env = { PATH: "/usr/bin:/bin", TZ };
      // what changes while both are asked is asked once more
      try {
        assert.equal(compare("uptime", args, { env }).kind, "answered");
      } catch {
        assert.equal(compare("uptime", args, { env }).kind, "answered");
      }
    }
  });
}

test("how long a system has run is told in the words of procps 4", () => {
  for (
    const [seconds, words] of [
      [0.5, "0 minutes"],
      [60, ""],
      [60.01, "1 minute"],
      [3599, "59 minutes"],
      [3600, "60 minutes"],
      [3600.5, "1 hour, 0 minutes"],
      [90_061, "1 day, 1 hour, 1 minute"],
      [691_261, "1 week, 1 day, 1 minute"],
      [31_536_001, "1 year, 0 minutes"],
      [350_000_000, "1 decade, 1 year, 5 weeks, 22 hours, 13 minutes"],
    ] as const
  ) {
    assert.equal(pretty(seconds), `up ${words}`);
  }
});

test("when a system was started is rounded in one version, and cut in the next", () => {
  const host = recordedHost(
    { "/proc/uptime": "100.20 300.00\n", "/etc/localtime": "" },
    { realtimeNs: () => 1_000_000_000_900_000_000n },
  );
  const env = { get: (name: string) => name === "TZ" ? "UTC0" : undefined, entries: () => [] };
  const show = (build: Build) => {
    const call = { args: ["-s"], build, env } as Partial<Call> as Call;
    return decode(uptime.answer(call, host)!.stdout);
  };
  assert.equal(show("debian-12"), "2001-09-09 01:45:01\n");
  assert.equal(show("debian-13"), "2001-09-09 01:45:00\n");
  assert.throws(() => show("unknown"));
});

test("users, usage and versions pass", () => {
  for (const args of [[], ["x"], ["-x"], ["-V"], ["-h"], ["--help"], ["-p", "x"]]) {
    assert.equal(ask("uptime", args).kind, "passed", args.join(" "));
  }
});
