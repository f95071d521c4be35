// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { compare } from "../tests/support/differential.ts";
import { recordedHost } from "../tests/support/recorded_host.ts";
import { readCache } from "./ld_cache.ts";
import { Pass } from "./types.ts";

const env = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LANG: "C.UTF-8" };

test("ldconfig -p is answered as the command does", () => {
  for (const args of [["-p"], ["--print-cache"]]) {
    assert.equal(compare("ldconfig", args, { env }).kind, "answered");
  }
});

test("every other form of ldconfig passes", () => {
  for (const args of [["-v", "-N", "-X"], ["-p", "-C", "/nonexistent"], ["--help"]]) {
    assert.equal(compare("ldconfig", args, { env }).kind, "passed");
  }
});

test("a cache that is denied, or of another form, passes; none is none", () => {
  const denied = recordedHost({ "/etc/ld.so.cache": { denied: true } });
  assert.throws(() => readCache(denied), (thrown) => {
    assert.ok(thrown instanceof Pass);
    assert.equal(thrown.reason, "denied-read /etc/ld.so.cache");
    return true;
  });
  for (const text of ["", "glibc-ld.so.cache1.1", "x".repeat(200)]) {
    assert.throws(() => readCache(recordedHost({ "/etc/ld.so.cache": text })), Pass);
  }
  assert.equal(readCache(recordedHost({})), undefined);
});
