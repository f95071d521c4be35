// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, compare } from "../tests/support/differential.ts";
import { recordedHost } from "../tests/support/recorded_host.ts";
import { installedVersion } from "./dpkg.ts";
import { ldd } from "./ldd.ts";
import { decode } from "./text.ts";
import { type Build, type Call, Pass } from "./types.ts";

const env = { PATH: "/usr/bin:/bin" };

test("ldd --version is answered as the command does, whatever follows", () => {
  for (const args of [["--version"], ["--vers"], ["--versi", "x"], ["--versio", "--help"], []]) {
    assert.equal(compare("ldd", args, { env }).kind, "answered");
  }
  for (const name of ["C", "POSIX", "C.UTF-8", "C.utf8", "en_US.UTF-8"]) {
    for (const variable of ["LANG", "LC_MESSAGES", "LC_CTYPE"]) {
      const around = { env: { ...env, [variable]: name } };
      assert.equal(compare("ldd", ["--version"], around).kind, "answered");
    }
  }
});

test("ldd passes what it does not know exactly", () => {
  for (const args of [["--v"], ["--help"], ["/bin/sh"], ["-v", "--version"]]) {
    assert.equal(compare("ldd", args, { env }).kind, "passed");
  }
  for (
    const more of [
      { BASH_ENV: "/etc/profile" },
      { SHELLOPTS: "xtrace" },
      { "BASH_FUNC_echo%%": "() {  :; }" },
      { LC_ALL: "xx_XX" },
      { LANG: "de_DE.UTF-8" },
      { LANG: "en_US.UTF-8", LANGUAGE: "de" },
    ]
  ) {
    assert.equal(ask("ldd", ["--version"], { env: { ...env, ...more } }).kind, "passed");
  }
});

const paragraph = (name: string, version: string, status = "install ok installed") =>
  `Package: ${name}\nStatus: ${status}\nVersion: ${version}\nDescription: x\n Version: 9\n\n`;

function versionLine(build: Build, version: string): string | undefined {
  const host = recordedHost({
    "/var/lib/dpkg/status": paragraph("libc", "1") + paragraph("libc-bin", version),
    "/bin/bash": "",
  });
  const call = { args: ["--version"], build, path: "/usr/bin/ldd", env: { get: () => undefined } };
  const answer = ldd.answer(call as unknown as Call, host);
  return answer && decode(answer.stdout).split("\n").slice(0, 2).join("\n");
}

test("ldd --version names the vendor, the package's version and the script's year", () => {
  assert.equal(
    versionLine("debian-13", "2.41-12+deb13u5"),
    "ldd (Debian GLIBC 2.41-12+deb13u5) 2.41\nCopyright (C) 2024 Free Software Foundation, Inc.",
  );
  assert.equal(
    versionLine("debian-sid", "2.43-7"),
    "ldd (Debian GLIBC 2.43-7) 2.43\nCopyright (C) 2024 Free Software Foundation, Inc.",
  );
  assert.equal(
    versionLine("ubuntu-24.04", "2.39-0ubuntu8.6"),
    "ldd (Ubuntu GLIBC 2.39-0ubuntu8.6) 2.39\nCopyright (C) 2024 Free Software Foundation, Inc.",
  );
  for (const version of ["2.41-12+b1", "2.99-1", "1:2.41-1"]) {
    assert.throws(() => versionLine("debian-13", version), Pass);
  }
});

test("a version is that of an installed package, in either form of dpkg's data", () => {
  const list = "/var/lib/dpkg/status";
  const installed = recordedHost({ [list]: paragraph("a", "1-1") + paragraph("b", "2-1") });
  assert.equal(installedVersion("a", installed), "1-1");
  assert.equal(installedVersion("b", installed), "2-1");
  assert.equal(installedVersion("c", installed), undefined);
  const removed = recordedHost({ [list]: paragraph("a", "1-1", "deinstall ok config-files") });
  assert.equal(installedVersion("a", removed), undefined);
  const distroless = recordedHost({ [`${list}.d/a`]: "Package: a\nVersion: 3-1" });
  assert.equal(installedVersion("a", distroless), "3-1");
  assert.throws(() => installedVersion("a", recordedHost({ [list]: { denied: true } })), Pass);
});
