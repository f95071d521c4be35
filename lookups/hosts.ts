// SPDX-License-Identifier: Apache-2.0

/**
 * Names and addresses of hosts(5), where the name service asks that file first. A line whose meaning
 * differs by what is asked of it passes.
 *
 * @module
 */
import { sources } from "./accounts.ts";
import type { Host } from "./host.ts";
import { decodeExactly } from "./text.ts";
import { type Call, Pass } from "./types.ts";

/** A line of hosts(5). */
export interface HostLine {
  /** The address, as inet_ntop(3) writes it. */
  readonly address: string;
  /** The canonical name and its aliases. */
  readonly names: readonly string[];
}

/** The rules that a lookup of hosts needs. */
export const hostRules: readonly string[] = ["/etc/hosts r,", "/etc/nsswitch.conf r,"];

/** The size of the file in bytes: where the caller waits, and where its event loop must go on. */
const limits = { waiting: 1 << 20, going: 128 << 10 };

/**
 * The lines that name a host; passes where there is none, since a name server may know it, and
 * asking that may take long.
 */
export function linesOf(name: string, call: Call, host: Host): HostLine[] {
  requireFilesFirst(host);
  const found = hostLines(call, host).filter((line) => isNamed(line, name));
  if (found.length === 0) throw new Pass(`/etc/hosts without ${name}`);
  return found;
}

/** The canonical name of an address; passes where the file has none, likewise. */
export function nameOf(address: string, call: Call, host: Host): string {
  requireFilesFirst(host);
  const wanted = canonicalAddress(address);
  const line = hostLines(call, host).find((each) => each.address === wanted);
  if (!line) throw new Pass(`/etc/hosts without ${address}`);
  return line.names[0]!;
}

/** Whether a line names a host, in whichever case. */
export function isNamed({ names }: HostLine, name: string): boolean {
  const wanted = name.toLowerCase();
  return names.some((each) => each.toLowerCase() === wanted);
}

/** The lines of the file whose address is one. */
export function hostLines({ mayWait }: Pick<Call, "mayWait">, host: Host): HostLine[] {
  const bytes = host.read("/etc/hosts") ?? new Uint8Array(0);
  if (bytes.length > (mayWait ? limits.waiting : limits.going)) {
    throw new Pass("/etc/hosts too long");
  }
  const text = decodeExactly(bytes);
  if (text === undefined) throw new Pass("/etc/hosts outside UTF-8");
  return text.split("\n").flatMap((line) => hostLine(line) ?? []);
}

function hostLine(line: string): HostLine | undefined {
  // what isspace(3) takes for blanks
  const [first, ...names] = line.replace(/#.*/s, "").split(/[ \t\v\f\r]+/).filter(Boolean);
  if (first === undefined) return undefined;
  const address = canonicalAddress(first);
  if (address === undefined) return undefined;
  // it stands for an address of IPv4 as well, by what is asked for
  if (isEmbedded(address)) throw new Pass(`/etc/hosts with ${first}`);
  // an entry of an empty name
  if (names.length === 0) throw new Pass(`/etc/hosts with ${first} alone`);
  return { address, names };
}

/**
 * An address that inet_pton(3) takes, as inet_ntop(3) writes it but for IPv4 in IPv6; undefined
 * where it takes none. One with a zone is taken by some versions and not by others.
 */
export function canonicalAddress(text: string): string | undefined {
  if (text.includes("%")) throw new Pass("/etc/hosts with a zone");
  if (!text.includes(":")) return isFourBytes(text) ? text : undefined;
  // Bun 1.4.5 lets a colon end it
  if (!/^[\da-f:.]+$/i.test(text) || /[^:]:$/.test(text)) return undefined;
  const url = `http://[${text}]/`;
  return URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : undefined;
}

/** Whether a canonical address is one of IPv4 in IPv6, which inet_ntop(3) writes in another way. */
export function isEmbedded(address: string): boolean {
  return /^::(ffff:)?[^:]+:[^:]+$|^::[^:]{2,}$/.test(address);
}

function isFourBytes(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 &&
    parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
}

function requireFilesFirst(host: Host): void {
  // what versions fall back to differs
  const [first] = sources("hosts", host, ["unknown"]);
  if (first !== "files") throw new Pass(`name service ${first}`);
}
