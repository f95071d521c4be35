// SPDX-License-Identifier: Apache-2.0

/**
 * `getent hosts`: gethostbyname2(3), gethostbyaddr(3) and gethostent(3) as they answer from hosts(5).
 * What a name server may know is the original's; so is a name that the file gives addresses of IPv4
 * alone, since those of IPv6 are asked of every source first.
 *
 * @module
 */
import { canonicalAddress, type HostLine, hostLines, isEmbedded, isNamed } from "./hosts.ts";
import type { Host } from "./host.ts";
import { requirePlain } from "./locale.ts";
import { decode } from "./text.ts";
import { type Call, Pass } from "./types.ts";

/** The rules that it needs. */
export const getentHostRules: readonly string[] = ["/etc/host.conf r,", "/etc/hosts r,"];

/** Sources that enumerate nothing: their modules have no gethostent_r. */
const withoutEnumeration: ReadonlySet<string> = new Set(
  "dns mdns mdns4 mdns4_minimal mdns6 mdns6_minimal mdns_minimal myhostname resolve".split(" "),
);

/**
 * The lines that are printed for each key, none for a key that nobody knows; without keys, one group
 * of all.
 *
 * @param keys names and addresses
 * @param others the sources behind the files
 */
export function hostsOf(
  keys: readonly string[],
  others: readonly string[],
  call: Call,
  host: Host,
): string[][] {
  const hasAll = isMulti(call, host);
  const lines = hostLines(call, host);
  if (lines.some(({ names }) => /[^!-~]/.test(names.join("")))) {
    throw new Pass("/etc/hosts outside ASCII");
  }
  if (keys.length === 0) {
    const unknown = others.find((source) => !withoutEnumeration.has(source));
    if (unknown !== undefined) throw new Pass(`name service ${unknown}`);
    return [asFour(lines).map(printed)];
  }
  // what differs by case alone is the same but for the letters of some languages
  requirePlain(call, host, "LC_CTYPE");
  if (!call.mayWait && keys.length > mostKeys) throw new Pass("many keys");
  return keys.map((key) => {
    if (/[:%]|^[\d.]*$/.test(key)) return byAddress(key, others, lines).map(printed);
    return byName(key, others, lines, { hasAll }).map(printed);
  });
}

/** Each goes through the whole file. */
const mostKeys = 20;

/**
 * Whether a name has all addresses of the file and not only the first, by host.conf(5). What trims
 * domains and changes the order passes.
 */
function isMulti(call: Call, host: Host): boolean {
  const names = "HOST_CONF MULTI REORDER ADD_TRIM_DOMAINS OVERRIDE_TRIM_DOMAINS".split(" ");
  const variable = names.find((name) => call.env.get(`RESOLV_${name}`) !== undefined);
  if (variable !== undefined) throw new Pass(`variable RESOLV_${variable}`);
  const lines = decode(host.read("/etc/host.conf") ?? new Uint8Array(0)).split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  // what once was the order of the sources is read and forgotten
  if (!lines.every((line) => /^(multi (on|off)|order [a-z]+(,[a-z]+)*)$/.test(line))) {
    throw new Pass("/etc/host.conf with other settings");
  }
  return lines.findLast((line) => line.startsWith("multi")) === "multi on";
}

/** What gethostbyaddr(3) finds: the first line. */
function byAddress(key: string, others: readonly string[], lines: readonly HostLine[]): HostLine[] {
  const address = canonicalAddress(key);
  // inet_aton(3) takes what inet_pton(3) does not
  if (address === undefined || address === "::" || isEmbedded(address)) {
    throw new Pass("address of another form");
  }
  const sought = address.includes(":") ? lines : asFour(lines);
  const line = sought.find((each) => each.address === address);
  if (!line && others.length > 0) throw new Pass(`/etc/hosts without ${key}`);
  return line ? [line] : [];
}

/** What gethostbyname2(3) finds: addresses of IPv6 and, where there is none, those of IPv4. */
function byName(
  key: string,
  others: readonly string[],
  lines: readonly HostLine[],
  { hasAll }: { hasAll: boolean },
): HostLine[] {
  // a dot at the end is for name servers alone
  if (!/^\w(?:[\w.-]*\w)?$/.test(key)) throw new Pass("name of another form");
  const named = lines.filter((line) => isNamed(line, key));
  const six = named.filter(({ address }) => address.includes(":"));
  if (six.length === 0 && others.length > 0) throw new Pass(`/etc/hosts without IPv6 of ${key}`);
  const found = six.length > 0 ? six : named;
  return hasAll ? joined(found) : found.slice(0, 1);
}

/**
 * Lines of one name as one host: the first line's canonical name, the aliases of all, and, behind a
 * line's own, its canonical name where that is another (nss_files, gethostbyname3_multi).
 */
function joined(lines: readonly HostLine[]): HostLine[] {
  const [first, ...rest] = lines;
  if (!first) return [];
  const [name, ...aliases] = first.names;
  const others = rest.flatMap(({ names: [other, ...more] }) =>
    other === name ? more : [...more, other!]
  );
  const names = [name!, ...aliases, ...others];
  return lines.map(({ address }) => ({ address, names }));
}

/** The lines that tell an address of IPv4; the loopback address of IPv6 stands for that of IPv4. */
function asFour(lines: readonly HostLine[]): HostLine[] {
  return lines
    .map((line) => line.address === "::1" ? { ...line, address: "127.0.0.1" } : line)
    .filter(({ address }) => !address.includes(":"));
}

function printed({ address, names }: HostLine): string {
  return `${address.padEnd(15)} ${names.join(" ")}`;
}
