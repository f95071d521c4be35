// SPDX-License-Identifier: Apache-2.0

/** The addresses of this host, by getifaddrs(3). @module */
import { openLibc } from "../ffi/libc.ts";
import type { CFunction, Library } from "../ffi/types.ts";
import type { Host, InterfaceAddress } from "../lookups/host.ts";
import { decode } from "../lookups/text.ts";
import { Pass } from "../lookups/types.ts";

// addresses as numbers: they are read out of memory, and no runtime makes pointers of them unasked
const functions = {
  // int getifaddrs(struct ifaddrs **ifap)
  getifaddrs: { parameters: ["buffer"], result: "i32" },
  // void freeifaddrs(struct ifaddrs *ifa)
  freeifaddrs: { parameters: ["usize"], result: "void" },
  // const char *inet_ntop(int af, const void *src, char *dst, socklen_t size)
  inet_ntop: { parameters: ["i32", "buffer", "buffer", "u32"], result: "pointer" },
  // void *memcpy(void *dest, const void *src, size_t n)
  memcpy: { parameters: ["buffer", "usize", "usize"], result: "pointer" },
} as const satisfies Record<string, CFunction>;

let opened: Library<typeof functions> | undefined;

/** A socket that was denied is not opened again: each attempt is logged. */
let denied = false;

const IFF_UP = 1;
const IFF_LOOPBACK = 8;
const AF_INET = 2;
const AF_INET6 = 10;

/** The part of a host that tells its addresses. */
export const addresses: Pick<Host, "interfaceAddresses"> = {
  interfaceAddresses() {
    opened ??= openLibc(functions);
    if (!opened) throw new Pass("no FFI permission");
    const start = new Uint8Array(8);
    if (denied || opened.getifaddrs(start) !== 0) {
      denied = true;
      throw new Pass("denied-network netlink");
    }
    const first = word(start, 0);
    try {
      return [...walk(opened, first)];
    } finally {
      opened.freeifaddrs(first);
    }
  },
};

/** struct ifaddrs on machines of 64 bits: next, name, flags, address. */
const entry = new Uint8Array(32);
/** struct sockaddr_in6, the longer one. */
const socketAddress = new Uint8Array(28);
const text = new Uint8Array(46);

function* walk(c: Library<typeof functions>, first: bigint): Generator<InterfaceAddress> {
  for (let at = first; at !== 0n; at = word(entry, 0)) {
    c.memcpy(entry, at, 32n);
    const address = word(entry, 24);
    if (address === 0n) continue;
    c.memcpy(socketAddress, address, 2n);
    const family = new DataView(socketAddress.buffer).getUint16(0, true);
    if (family !== AF_INET && family !== AF_INET6) continue;
    const [offset, length] = family === AF_INET ? [4, 8n] : [8, 28n];
    c.memcpy(socketAddress, address, length);
    c.inet_ntop(family, socketAddress.subarray(offset), text, text.length);
    const flags = new DataView(entry.buffer).getUint32(16, true);
    yield {
      address: decode(text.subarray(0, text.indexOf(0))),
      up: (flags & IFF_UP) !== 0,
      loopback: (flags & IFF_LOOPBACK) !== 0,
    };
  }
}

function word(bytes: Uint8Array, offset: number): bigint {
  return new DataView(bytes.buffer).getBigUint64(offset, true);
}
