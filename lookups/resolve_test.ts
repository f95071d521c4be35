// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { recordedHost } from "../tests/support/recorded_host.ts";
import { isInstalled, resolve } from "./resolve.ts";
import type { Environment } from "./types.ts";

const host = recordedHost({
  "/usr/bin/uname": "",
  "/opt/bin/uname": "",
  "/srv/hostname": "",
  "/srv/bin/hostname": "",
  "/usr/bin/hostname": "",
});

const environment = (PATH?: string): Environment => ({
  get: (name) => name === "PATH" ? PATH : undefined,
  entries: () => [],
});

const find = (file: string, path?: string) =>
  resolve({ file, env: environment(path), cwd: "/srv" }, host);

test("a name leads to the first directory of PATH that holds it", () => {
  assert.deepEqual(find("uname", "/usr/local/bin:/usr/bin:/opt/bin"), {
    kind: "system",
    path: "/usr/bin/uname",
  });
});

test("a command of the user's own in front of the system's is not the system's", () => {
  assert.equal(find("uname", "/opt/bin:/usr/bin").kind, "other");
});

test("an empty or relative entry of PATH means the working directory", () => {
  assert.equal(find("hostname", ":/usr/bin").kind, "other");
  assert.equal(find("hostname", "bin:/usr/bin").kind, "other");
  assert.equal(find("uname", ":/usr/bin").kind, "system");
});

test("a path is the system's only in a system directory", () => {
  assert.equal(find("/usr/bin/uname", "").kind, "system");
  assert.equal(find("/opt/bin/uname", "").kind, "other");
  assert.equal(find("./uname", "/usr/bin").kind, "other");
});

test("what PATH does not hold is missing, and an unset PATH is nobody's guess", () => {
  assert.equal(find("nope", "/usr/bin").kind, "missing");
  assert.equal(find("uname").kind, "other");
});

test("a command is installed where any system directory holds it", () => {
  assert.equal(isInstalled("uname", host), true);
  assert.equal(isInstalled("nope", host), false);
});
