// SPDX-License-Identifier: Apache-2.0

/** ldd(1) of the GNU C library, a script for bash: its version, and what it says without a file. @module */
import { buildRules } from "./build.ts";
import { dpkgRules, installedVersion } from "./dpkg.ts";
import { accessMode, type Host } from "./host.ts";
import { failed, printed } from "./text.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

function answer(call: Call, host: Host): Answer | undefined {
  const { args: [option], build, path } = call;
  // the script's own abbreviations (elf/ldd.bash.in); what follows is not looked at
  if (option !== undefined && !/^--vers(i|io|ion)?$/.test(option)) return undefined;
  if (build === "unknown") throw new Pass("build unknown");
  requirePlainBash(call);
  if (path !== undefined && !host.access("/bin/bash", accessMode.execute)) {
    throw new Pass("missing bash");
  }
  if (option === undefined) {
    return failed(1, "ldd: missing file arguments\nTry `ldd --help' for more information.\n");
  }
  // distroless images have the library without its commands, from the same source
  const version = installedVersion(path === undefined ? "libc6" : "libc-bin", host);
  if (version === undefined) throw new Pass("version of libc-bin unknown");
  const [, major, minor] = /^(2)\.(\d+)-[\w.+~]+$/.exec(version) ?? [];
  // a build of the same source for one architecture alone may carry another version within
  if (minor === undefined || /\+b\d+$/.test(version)) throw new Pass(`version ${version}`);
  const vendor = build === "ubuntu-24.04" ? "Ubuntu" : "Debian";
  return printed(`ldd (${vendor} GLIBC ${version}) ${major}.${minor}
Copyright (C) ${year(Number(minor))} Free Software Foundation, Inc.
This is free software; see the source for copying conditions.  There is NO
warranty; not even for MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.
Written by Roland McGrath and Ulrich Drepper.
`);
}

/** As the script says it: it was forgotten after 2.39 (compared up to 2.43). */
function year(minor: number): number {
  if (minor < 36 || minor > 43) throw new Pass(`version 2.${minor}`);
  return minor === 36 ? 2022 : minor < 39 ? 2023 : 2024;
}

/** What would make bash(1) warn, translate, trace, or run something else first passes. */
function requirePlainBash({ env }: Call): void {
  for (const name of ["BASH_ENV", "SHELLOPTS", "BASHOPTS", "BASH_COMPAT"]) {
    if (env.get(name) !== undefined) throw new Pass(`environment ${name}`);
  }
  for (const name of ["echo", "printf", "test", "exit"]) {
    if (env.get(`BASH_FUNC_${name}%%`) !== undefined) throw new Pass(`environment ${name}`);
  }
  const neutral = /^(|C|POSIX|C\.utf-?8)$/i;
  const all = env.get("LC_ALL") ?? "";
  // bash warns of a value that is not installed, and of this variable alone
  if (!neutral.test(all)) throw new Pass(`locale ${all}`);
  const messages = all || env.get("LC_MESSAGES") || env.get("LANG") || "C";
  // the texts are American already
  if (!neutral.test(messages) && !/^en_US(\.utf-?8)?$/i.test(messages)) {
    throw new Pass(`locale ${messages}`);
  }
  if (env.get("LANGUAGE") && messages !== "C") throw new Pass("locale LANGUAGE");
}

/** ldd(1) */
export const ldd: LookupEntry = {
  name: "ldd",
  package: "libc-bin",
  presumed: true,
  rules: [...buildRules, ...dpkgRules],
  summary: "--version, no arguments",
  source: "the version of the package",
  answer,
};
