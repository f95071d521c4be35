// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";
import { recordedHost } from "../tests/support/recorded_host.ts";
import { entriesOf } from "./databases.ts";
import { getent } from "./getent.ts";
import { decode } from "./text.ts";
import { type Call, Pass } from "./types.ts";

for (
  const args of [
    ["passwd", "root"],
    ["passwd", "0", "daemon", "root"],
    ["group", "root", "0"],
    ["-s", "files", "passwd"],
    ["--service=files", "passwd", "no-such-user", "root"],
    ["-s", "group:files", "group"],
    ["-s", "files", "group", "no-such-group", "4294967"],
    ["-s", "files", "-i", "passwd", "00"],
    ["passwd", "-s", "files"],
    ["-s", "files", "services"],
    ["-s", "files", "protocols"],
    [],
    ["nosuch"],
    ["nosuch", "x"],
    ["--", "passwd", "root"],
  ]
) {
  test(`getent ${args.join(" ")} is answered as the command does`, () => {
    assert.equal(compare("getent", args).kind, "answered");
  });
}

for (const args of [["passwd"], ["group"], ["services"], ["protocols"], ["passwd", "no-such"]]) {
  test(`getent ${args.join(" ")} is the command's own where no other source is asked`, () => {
    compare("getent", args);
  });
}

const skip = existsSync("/etc/services") ? false : "No netbase is installed";

test("services and protocols are found by name, alias and number", { skip }, () => {
  for (
    const keys of [
      ["ssh", "80", "http/tcp", "80/tcp", "domain", "www"],
      ["53/udp", "53/none", "nosuch", "ssh/udp"],
      ["99999", "080", "80/"],
    ]
  ) {
    assert.equal(compare("getent", ["services", ...keys]).kind, "answered", keys.join());
  }
  for (
    const keys of [["6", "tcp", "TCP", "Tcp"], ["udp", "999"], ["6x", "017"], ["4294967302"], [
      "18446744073709551622",
    ]]
  ) {
    assert.equal(compare("getent", ["protocols", ...keys]).kind, "answered", keys.join());
  }
});

test("other databases, sources, keys and options pass", () => {
  for (
    const args of [
      ["ahosts", "localhost"],
      ["shadow"],
      ["initgroups", "root"],
      ["-s", "dns", "passwd"],
      ["-s", "files [NOTFOUND=return] sss", "passwd"],
      ["passwd", " 0"],
      ["passwd", "4294967296"],
      ["--", "passwd", "-1"],
      ["--usage"],
      ["--help"],
      ["-x"],
    ]
  ) {
    assert.equal(ask("getent", args).kind, "passed", args.join(" "));
  }
});

const told = (files: Record<string, string>, ...args: string[]) => {
  const call = { argv0: "getent", args, build: "debian-13", env: { get: () => undefined } };
  const { code, stdout } = getent.answer(call as unknown as Call, recordedHost(files))!;
  return [code, decode(stdout)];
};

test("without nsswitch.conf, files are the only source", () => {
  const passwd = "# none\nroot:x:0:0:root:/root:/bin/bash\nweb:*:0033:33::/srv:\n\n";
  const files = { "/etc/passwd": passwd };
  assert.deepEqual(told(files, "passwd", "33"), [0, "web:*:33:33::/srv:\n"]);
  assert.deepEqual(told(files, "passwd", "nosuch"), [2, ""]);
  assert.deepEqual(told({}, "passwd"), [0, ""]);
});

test("a source behind the files passes where they do not tell, and one before them always", () => {
  const files = {
    "/etc/passwd": "root:x:0:0::/:\n",
    "/etc/services": "  ssh 22/tcp # remote\nhttp\t80/tcp www  web\n",
  };
  const passwd = (line: string) => ({ ...files, "/etc/nsswitch.conf": `passwd: ${line}\n` });
  assert.deepEqual(told(passwd("files sss"), "passwd", "root"), [0, "root:x:0:0::/:\n"]);
  assert.throws(() => told(passwd("files sss"), "passwd", "web"), Pass);
  assert.throws(() => told(passwd("files sss"), "passwd"), Pass);
  assert.throws(() => told(passwd("sss files"), "passwd", "root"), Pass);
  const services = { ...files, "/etc/nsswitch.conf": "services: db files\n" };
  const all = "ssh                   22/tcp\nhttp                  80/tcp www web\n";
  assert.deepEqual(told(services, "services"), [0, all]);
  const withDatabase = { ...services, "/var/lib/misc/services.db": "" };
  assert.throws(() => told(withDatabase, "services", "ssh"), Pass);
});

test("lines that are read differently pass", () => {
  for (
    const [database, line] of [
      ["passwd", "+nis"],
      ["passwd", " root:x:0:0::/:"],
      ["passwd", "root:x:0:0::/:a:b"],
      ["group", "adm:x:4: a,b"],
      ["group", "adm:x:4:a,,b"],
      ["services", "ssh 0x16/tcp"],
      ["services", "ssh 22"],
      ["protocols", "tcp six"],
    ] as const
  ) {
    const host = recordedHost({ [`/etc/${database}`]: line });
    assert.throws(() => entriesOf(database, [], host), Pass, line);
  }
});
