// SPDX-License-Identifier: Apache-2.0

/** getconf(1) of the GNU C library, for one variable of sysconf(3) or confstr(3). @module */
import type { Host } from "./host.ts";
import { printed } from "./text.ts";
import type { Answer, Call, LookupEntry } from "./types.ts";

/** Numbers of glibc's bits/confname.h, the same on every machine. */
function sysconfNumber(name: string): number | undefined {
  switch (name) {
    case "ARG_MAX":
      return 0;
    case "CHILD_MAX":
      return 1;
    case "CLK_TCK":
      return 2;
    case "NGROUPS_MAX":
      return 3;
    case "OPEN_MAX":
      return 4;
    case "PAGESIZE":
    case "PAGE_SIZE":
      return 30;
    case "_NPROCESSORS_CONF":
      return 83;
    case "_NPROCESSORS_ONLN":
      return 84;
    case "_PHYS_PAGES":
      return 85;
    case "LONG_BIT":
      return 106;
  }
}

function confstrNumber(name: string): number | undefined {
  switch (name) {
    case "PATH":
      return 0;
    case "GNU_LIBC_VERSION":
      return 2;
    case "GNU_LIBPTHREAD_VERSION":
      return 3;
  }
}

function answer(call: Call, host: Host): Answer | undefined {
  const [name, ...rest] = call.args;
  if (name === undefined || rest.length > 0 || call.build === "unknown") return undefined;
  const number = sysconfNumber(name);
  if (number !== undefined) {
    const value = host.sysconf(number);
    return printed(value === -1n ? "undefined\n" : `${value}\n`);
  }
  const string = confstrNumber(name);
  return string === undefined ? undefined : printed(`${host.confstr(string)}\n`);
}

/** getconf(1) */
export const getconf: LookupEntry = {
  name: "getconf",
  package: "libc-bin",
  presumed: true,
  rules: ["/etc/os-release r,", "/usr/lib/os-release r,"],
  summary:
    "one of ARG_MAX CHILD_MAX CLK_TCK LONG_BIT NGROUPS_MAX OPEN_MAX PAGESIZE PAGE_SIZE _NPROCESSORS_CONF _NPROCESSORS_ONLN _PHYS_PAGES GNU_LIBC_VERSION GNU_LIBPTHREAD_VERSION PATH",
  answer,
};
