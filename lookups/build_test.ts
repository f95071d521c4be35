// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { recordedHost } from "../tests/support/recorded_host.ts";
import { buildOf } from "./build.ts";
import { Pass } from "./types.ts";

const release = (text: string) => ({ "/etc/os-release": text, "/usr/bin/uname": "" });

for (
  const [text, build] of [
    ['ID=debian\nVERSION_ID="12"\n', "debian-12"],
    ['ID=debian\nVERSION_ID="13"\n', "debian-13"],
    ["ID=debian\nVERSION_CODENAME=forky\n", "debian-sid"],
    ['ID=ubuntu\nVERSION_ID="24.04"\n', "ubuntu-24.04"],
    ['ID=alpine\nVERSION_ID="3.22"\n', "unknown"],
    ['ID=ubuntu\nVERSION_ID="25.10"\n', "unknown"],
  ] as const
) {
  test(`os-release ${JSON.stringify(text)} is the build ${build}`, () => {
    assert.equal(buildOf("uname", "/usr/bin/uname", recordedHost(release(text))), build);
  });
}

test("a command that is a link to BusyBox is of an unknown build on Debian too", () => {
  const host = recordedHost({
    ...release("ID=debian\nVERSION_ID=12\n"),
    "/bin/uname": { link: "/bin/busybox" },
    "/bin/busybox": "",
  });
  assert.equal(buildOf("uname", "/bin/uname", host), "unknown");
});

test("which by way of Debian's alternatives is Debian's", () => {
  const host = recordedHost({
    ...release("ID=debian\nVERSION_ID=12\n"),
    "/usr/bin/which": { link: "/etc/alternatives/which" },
    "/etc/alternatives/which": { link: "/usr/bin/which.debianutils" },
    "/usr/bin/which.debianutils": "",
  });
  assert.equal(buildOf("which", "/usr/bin/which", host), "debian-12");
});

test("a denied os-release passes the call", () => {
  const host = recordedHost({ "/etc/os-release": { denied: true }, "/usr/bin/uname": "" });
  assert.throws(() => buildOf("uname", "/usr/bin/uname", host), Pass);
});
