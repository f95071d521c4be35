// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import process from "node:process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { ask, compare } from "../tests/support/differential.ts";
import { recordedHost } from "../tests/support/recorded_host.ts";
import type { InterfaceAddress } from "./host.ts";
import { hostname } from "./hostname.ts";
import { decode } from "./text.ts";
import { type Call, Pass } from "./types.ts";

for (
  const args of [
    [],
    ["-s"],
    ["--short"],
    ["-y"],
    ["--nis"],
    ["-I"],
    ["--all-ip"],
    ["-sI"],
    ["-I", "-s"],
    ["--sh", "--"],
    ["-fAs"],
  ]
) {
  test(`hostname ${args.join(" ")} is answered as the command does`, () => {
    assert.equal(compare("hostname", args).kind, "answered");
  });
}

for (
  const args of [["-f"], ["--fqdn"], ["--long"], ["-d"], ["--domain"], ["-i"], ["-A"], ["-sA"]]
) {
  test(`hostname ${args.join(" ")} is the command's own where /etc/hosts tells`, () => {
    compare("hostname", args);
  });
}

test("what sets the name, what tells aliases, and the usage pass", () => {
  for (const args of [["-a"], ["-sa"], ["-f", "x"], ["vm2"], ["-F/x"], ["-b"], ["-x"], ["--a"]]) {
    assert.equal(ask("hostname", args).kind, "passed", args.join(" "));
  }
});

const told = (
  option: string,
  hosts: string,
  nsswitch = "hosts: files dns\n",
  addresses: readonly InterfaceAddress[] = [],
) => {
  const host = recordedHost(
    { "/etc/hosts": hosts, "/etc/nsswitch.conf": nsswitch },
    {
      interfaceAddresses: () => addresses,
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
  const call = {
    argv0: "hostname",
    args: [option],
    env: new Map(),
    build: "debian-12",
  } as unknown as Call;
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

test("an action behind a later source changes nothing of what the file tells", () => {
  const sources = "hosts: files mdns4_minimal [NOTFOUND=return] dns\n";
  assert.equal(told("-f", "10.0.0.1 box.test box\n", sources), "box.test\n");
  assert.throws(() => told("-f", "10.0.0.1 other\n", sources), Pass);
  assert.throws(() => told("-f", "10.0.0.1 box\n", "hosts: db [UNAVAIL=return] files dns\n"), Pass);
});

test("a name that the file lacks, or a source in front of it, passes", () => {
  assert.throws(() => told("-f", "10.0.0.1 other\n"), Pass);
  assert.throws(() => told("-f", "10.0.0.1 box\n", "hosts: myhostname files\n"), Pass);
  assert.throws(() => told("-f", "10.0.0.1 box\n", "hosts: files [NOTFOUND=return] dns\n"), Pass);
});

const interfaces = [
  { address: "127.0.0.1", up: true, loopback: true },
  { address: "10.1.1.1", up: true, loopback: true },
  { address: "10.0.0.1", up: true, loopback: false },
  { address: "10.0.0.2", up: false, loopback: false },
  { address: "fe8::1", up: true, loopback: false },
  { address: "febf::1", up: true, loopback: false },
  { address: "ff32::1", up: true, loopback: false },
  { address: "2001:db8::a", up: true, loopback: false },
];

test("addresses are those that others reach, and their names come from the file alone", () => {
  const ours = (option: string, hosts: string) => told(option, hosts, undefined, interfaces);
  assert.equal(ours("-I", ""), "10.0.0.1 fe8::1 2001:db8::a \n");
  const hosts = "10.0.0.1 a.test a\n10.0.0.1 b\n010.0.0.1 c\n2001:DB8:0::A d e\nfe8::1 f\n";
  assert.equal(ours("-A", hosts), "a.test f d \n");
  assert.throws(() => ours("-A", "10.0.0.1 a\nfe8::1 f\n"), Pass);
  assert.throws(() => ours("-A", `${hosts}::ffff:10.0.0.1 x\n`), Pass);
  assert.equal(told("-A", "", undefined, []), "\n");
});

const probe = ["-n", "ip", "link", "add", "name", "v0", "type", "veth", "peer", "name", "v1"];
const canUnshare = spawnSync("unshare", probe).status === 0;

test("hostname -I is the command's own with interfaces of every kind", {
  skip: canUnshare ? false : "Networks of its own are not permitted here",
}, () => {
  const script = fileURLToPath(new URL("../tests/support/programs/addresses.ts", import.meta.url));
  const own = `exec ${process.execPath} ${"Bun" in globalThis ? "" : "run -A --quiet"} ${script}`;
  const links = `
    ip link set lo up; ip addr add 10.1.1.1/24 dev lo
    ip link add name v0 type veth peer name v1; ip link add name v2 type veth peer name v3
    ip link set v0 up; ip link set v1 up
    ip addr add 10.0.0.9/24 dev v1; ip addr add 10.0.0.2/24 dev v1; ip addr add 10.9.0.1/32 dev v0
    ip addr add 10.0.1.1 peer 10.0.1.2 dev v0; ip addr add 10.3.3.3/8 dev v2
    ip -6 addr add 2001:db8::b/64 dev v1 nodad; ip -6 addr add 2001:db8::a/64 dev v0
    ip -6 addr add fe8::1/64 dev v0 nodad; ip -6 addr add fd00::c/64 dev v2`;
  const { stdout } = spawnSync("unshare", ["-n", "sh", "-c", `${links}\n${own}`], {
    encoding: "utf8",
  });
  const [ours, real] = stdout.split("\n");
  assert.match(real!, /^10\.\S+ (10\.\S+ ){3}.*fe8::1/);
  assert.equal(ours, real);
});
