// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import type { FileStatus } from "./host.ts";
import { type Links, mayRead, mayShowVariable } from "./policy.ts";

/** A system whose only links are the given ones; everything else is a regular file. */
function withLinks(links: Record<string, string>): Links {
  return {
    lstat: (path) => ({ mode: path in links ? 0o120777 : 0o100644 }) as FileStatus,
    readlink: (path) => links[path],
  };
}

const plain = withLinks({});
const may = (path: string, links: Links = plain) => mayRead(path, { files: "system" }, links);

test("facts of the system may be read", () => {
  for (
    const path of [
      "/etc/os-release",
      "/etc/lsb-release",
      "/etc/openwrt_release",
      "/usr/lib/os-release",
      "/etc/debian_version",
      "/etc/machine-id",
      "/var/lib/dbus/machine-id",
      "/etc/hostname",
      "/etc/passwd",
      "/etc/group",
      "/proc/stat",
      "/proc/1/stat",
      "/proc/net/dev",
      "/proc/mounts",
      "/proc/sys/kernel/random/boot_id",
      "/sys/class/net/lo/address",
      "/sys/devices/virtual/dmi/id/board_name",
      "/sys/block/sda/queue/rotational",
      "/dev/null",
      "//etc/./os-release",
    ]
  ) assert.ok(may(path), path);
});

test("nothing that may hold a secret may be read", () => {
  for (
    const path of [
      "/proc/self/environ",
      "/proc/1/environ",
      "/proc/1/cmdline",
      "/proc/1/maps",
      "/proc/1/mem",
      "/proc/1/root/etc/passwd",
      "/proc/1/cwd/x",
      "/proc/1/fd/3",
      "/proc/cmdline",
      "/proc/kcore",
      "/etc/shadow",
      "/etc/passwd-",
      "/etc/ssl/private/a-release",
      "/root/.ssh/id_rsa",
      "/tmp/os-release",
      "/dev/sda",
      "/sys/kernel/debug/x",
      "/sys",
      "/",
      "",
    ]
  ) assert.ok(!may(path), path);
});

test("no dots lead around the list", () => {
  for (
    const path of [
      "/proc/net/../1/environ",
      "/sys/class/net/../../../etc/shadow",
      "/etc/../root/x-release",
      "/sys/class/..",
      "/etc/..-release/../shadow",
      "/proc/net/./../self/environ",
    ]
  ) assert.ok(!may(path), path);
});

test("a link is followed as long as all that it names is on the list", () => {
  const links = withLinks({
    "/etc/os-release": "../usr/lib/os-release",
    "/var/lib/dbus/machine-id": "/etc/machine-id",
    "/etc/a-release": "os-release",
  });
  assert.ok(may("/etc/os-release", links));
  assert.ok(may("/var/lib/dbus/machine-id", links));
  assert.ok(may("/etc/a-release", links));
});

test("no link leads around the list", () => {
  const links = withLinks({
    "/etc/a-release": "shadow",
    "/etc/b-release": "../proc/self/environ",
    "/etc/c-release": "/etc/b-release",
    "/etc/d-release": "d-release",
    "/etc/e-release": "/etc/x/../../root/secret",
    "/etc/f-release": "/",
    "/usr/share/applications/x.desktop": "/root/secret",
  });
  for (const path of ["a", "b", "c", "d", "e", "f"]) {
    assert.ok(!may(`/etc/${path}-release`, links), path);
  }
  assert.ok(!may("/usr/share/applications/x.desktop", links));
});

test("files: all opts in to everything", () => {
  assert.ok(mayRead("/etc/shadow", { files: "all" }, plain));
  assert.ok(mayShowVariable("SECRET", { files: "all" }));
});

test("only variables that say nothing secret are shown", () => {
  for (const name of ["HOME", "PATH", "LC_ALL", "XDG_CURRENT_DESKTOP", "SHELL", "TZ"]) {
    assert.ok(mayShowVariable(name, { files: "system" }), name);
  }
  for (const name of ["AWS_SECRET_ACCESS_KEY", "HOMEX", "MYPATH", "LC_", "", "XDG", "PATH\n"]) {
    assert.ok(!mayShowVariable(name, { files: "system" }), name);
  }
});
