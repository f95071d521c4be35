// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { compare } from "../tests/support/differential.ts";
import { recordedHost } from "../tests/support/recorded_host.ts";
import { findUser, groupsOf } from "./accounts.ts";
import { Pass } from "./types.ts";

const lines = [
  [],
  ["-u"],
  ["-un"],
  ["-ru"],
  ["-g"],
  ["-gn"],
  ["-G"],
  ["-Gn"],
  ["-Gz"],
  ["-unz"],
  ["-a"],
  ["root"],
  ["-G", "root"],
  ["-Gnz", "root", "daemon"],
  ["-u", "daemon", "no-such-user"],
  ["daemon", "root"],
  ["-n"],
  ["-z"],
  ["-ug"],
  ["-x"],
  ["--gro"],
  ["--user", "--name"],
];

for (const args of lines) {
  test(`id ${args.join(" ")} is the command's own, or passes`, () => {
    const outcome = compare("id", args);
    if (!args.includes("no-such-user")) assert.equal(outcome.kind, "answered");
  });
}

test("a number may be a name that another source has: it passes here, or is the command's own", () => {
  compare("id", ["1"]);
  compare("id", ["-un", "0"]);
});

test("another source in front of the files passes, and one behind them where a key is missing", () => {
  const host = (nsswitch: string) =>
    recordedHost({
      "/etc/nsswitch.conf": nsswitch,
      "/etc/passwd": "root:x:0:0:root:/root:/bin/bash\n+nis\n",
      "/etc/group": "root:x:0:\nadm:x:4:root,other\n",
    });
  const root = ({ uid }: { uid: number }) => uid === 0;
  assert.throws(() => findUser(host("passwd: sss files\n"), root), Pass);
  assert.throws(() => findUser(host("passwd: files [NOTFOUND=return] sss\n"), root), Pass);
  assert.throws(() => findUser(host("passwd: files sss\n"), () => false), Pass);
  assert.equal(findUser(host("passwd: files\n"), () => false), undefined);
  const user = findUser(host("passwd: files systemd # two\n"), root)!;
  assert.deepEqual(groupsOf(user, host("group: files systemd\n")), [0, 4]);
  assert.throws(() => groupsOf(user, host("group: files sss\n")), Pass);
});
