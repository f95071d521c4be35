// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { type RecordedFile, recordedHost } from "../tests/support/recorded_host.ts";
import { cpuQuota } from "./cpu_quota.ts";
import { Pass } from "./types.ts";

const usual = "/sys/fs/cgroup";
const nested = { "/proc/self/cgroup": "1:cpu:/\n0::/a/b\n", [`${usual}/cgroup.controllers`]: "" };

const quota = (files: Record<string, RecordedFile>, policy = 0) =>
  cpuQuota(recordedHost(files, { schedulingPolicy: () => policy }));

test("the lowest quota on the way up counts, rounded, and at least 1", () => {
  const own = { ...nested, [`${usual}/a/b/cpu.max`]: "350000 100000\n" };
  assert.equal(quota(own), 4);
  assert.equal(quota({ ...own, [`${usual}/a/cpu.max`]: "max 100000\n" }), 4);
  assert.equal(quota({ ...own, [`${usual}/a/cpu.max`]: "240000 100000\n" }), 2);
  assert.equal(quota({ ...own, [`${usual}//cpu.max`]: "1000 100000\n" }), 1);
});

test("without a quota, a group or its file system there is no limit", () => {
  assert.equal(quota(nested), Infinity);
  assert.equal(quota({}), Infinity);
  assert.equal(quota({ "/proc/self/cgroup": "0::/\n", "/proc/mounts": "" }), Infinity);
});

test("the file system may be mounted elsewhere", () => {
  const files = {
    "/proc/self/cgroup": "0::/a\n",
    "/mnt/a/cpu.max": "200000 100000\n",
  };
  const at = (point: string) => `proc /proc proc rw 0 0\ncgroup2 ${point} cgroup2 rw 0 0\n`;
  assert.equal(quota({ ...files, "/proc/mounts": at("/mnt") }), 2);
  assert.throws(() => quota({ ...files, "/proc/mounts": at("/m\\040t") }), Pass);
});

test("real-time policies know no quota", () => {
  const own = { ...nested, [`${usual}/a/b/cpu.max`]: "100000 100000\n" };
  assert.deepEqual([0, 1, 2, 3, 5, 6].map((policy) => quota(own, policy)), [
    1,
    Infinity,
    Infinity,
    1,
    1,
    Infinity,
  ]);
});

test("a file that is denied passes", () => {
  for (const path of ["/proc/self/cgroup", `${usual}/a/b/cpu.max`]) {
    assert.throws(() => quota({ ...nested, [path]: { denied: true } }), Pass);
  }
});
