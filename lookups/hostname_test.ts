// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";
import { recordedHost } from "../tests/support/recorded_host.ts";
import { hostname } from "./hostname.ts";
import { decode } from "./text.ts";
import { type Call, Pass } from "./types.ts";

for (const args of [[], ["-s"], ["--short"], ["-y"], ["--nis"]]) {
  test(`hostname ${args.join(" ")} is answered as the command does`, () => {
    assert.equal(compare("hostname", args).kind, "answered");
  });
}

for (const args of [["-f"], ["--fqdn"], ["--long"], ["-d"], ["--domain"], ["-i"]]) {
  test(`hostname ${args.join(" ")} is the command's own where /etc/hosts tells`, () => {
    compare("hostname", args);
  });
}

test("what sets the name, what lists interfaces and what bundles passes", () => {
  for (const args of [["-I"], ["-A"], ["-sf"], ["-f", "x"], ["vm2"], ["-F", "/x"], ["-x"]]) {
    assert.equal(ask("hostname", args).kind, "passed", args.join(" "));
  }
});

const told = (option: string, hosts: string, nsswitch = "hosts: files dns\n") => {
  const host = recordedHost(
    { "/etc/hosts": hosts, "/etc/nsswitch.conf": nsswitch },
    {
      uname: () => ({
        sysname: "Linux",
        nodename: "box",
        release: "",
        version: "",
        machine: "",
        domainname: "(none)",
      }),
    },
  );
  const call = { args: [option], build: "debian-12" } as unknown as Call;
  return decode(hostname.answer(call, host)?.stdout ?? new Uint8Array(0));
};

test("the canonical name is the first of the first line that names the host", () => {
  const hosts =
    "bad box.wrong box\n::1 localhost # box\n10.0.0.1\tBox.test BOX\n127.0.1.1 other box\n";
  assert.equal(told("-f", hosts), "Box.test\n");
  assert.equal(told("-d", hosts), "test\n");
  assert.equal(told("-d", "10.0.0.1 box\n"), "");
  assert.equal(told("-i", "10.0.0.1 box\n"), "10.0.0.1\n");
  assert.equal(told("-i", hosts), "");
});

test("a name that the file lacks, or a source in front of it, passes", () => {
  assert.throws(() => told("-f", "10.0.0.1 other\n"), Pass);
  assert.throws(() => told("-f", "10.0.0.1 box\n", "hosts: myhostname files\n"), Pass);
  assert.throws(() => told("-f", "10.0.0.1 box\n", "hosts: files [NOTFOUND=return] dns\n"), Pass);
});
