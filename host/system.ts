// SPDX-License-Identifier: Apache-2.0

/** What the kernel tells: by system calls where FFI is permitted, else by what else can tell. @module */
import { type Libc, libc } from "../ffi/libc.ts";
import type { Host, Identity, Utsname } from "../lookups/host.ts";
import { decode } from "../lookups/text.ts";
import { Pass } from "../lookups/types.ts";
import { files } from "./files.ts";

/** The part of a host that asks the kernel. */
export type System = Pick<Host, "realtimeNs" | "uname" | "identity">;

/** Linux gives each of the six names 65 bytes (struct new_utsname). */
const nameLength = 65;
const names = new Uint8Array(6 * nameLength);

/** The system of this process. */
export const system: System = {
  realtimeNs() {
    // as fine as the call itself in both runtimes, and under no permission
    return Temporal.Now.instant().epochNanoseconds;
  },

  uname() {
    const c = libc();
    if (!c) return unameFromFiles;
    if (c.uname(names) !== 0) throw new Pass("uname(2) failed");
    return {
      sysname: name(0),
      nodename: name(1),
      release: name(2),
      version: name(3),
      machine: name(4),
      domainname: name(5),
    };
  },

  identity() {
    const c = libc();
    return c ? identityFromCalls(c) : identityFromFiles();
  },
};

function name(index: number): string {
  const start = index * nameLength;
  const end = names.indexOf(0, start);
  return decode(names.subarray(start, end));
}

/** Each name is read only when it is asked for. */
const unameFromFiles: Utsname = {
  sysname: "Linux",
  get nodename() {
    return kernelFile("hostname");
  },
  get release() {
    return kernelFile("osrelease");
  },
  get version() {
    return kernelFile("version");
  },
  get machine() {
    return kernelFile("arch"); // since Linux 6.1
  },
  get domainname() {
    return kernelFile("domainname");
  },
};

function kernelFile(file: string): string {
  const bytes = files.read(`/proc/sys/kernel/${file}`);
  if (!bytes) throw new Pass("no FFI permission");
  return decode(bytes).replace(/\n$/, "");
}

function identityFromCalls(c: Libc): Identity {
  const count = c.getgroups(0, null);
  if (count < 0) throw new Pass("getgroups(2) failed");
  const list = new Uint32Array(count);
  const filled = count === 0 ? 0 : c.getgroups(count, new Uint8Array(list.buffer));
  if (filled < 0) throw new Pass("getgroups(2) failed");
  return {
    uid: c.getuid(),
    euid: c.geteuid(),
    gid: c.getgid(),
    egid: c.getegid(),
    groups: [...list.subarray(0, filled)],
  };
}

function identityFromFiles(): Identity {
  throw new Pass("no FFI permission");
}
