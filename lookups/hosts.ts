// SPDX-License-Identifier: Apache-2.0

/** Names and addresses of hosts(5), where the name service asks that file first. @module */
import { sources } from "./accounts.ts";
import type { Host } from "./host.ts";
import { decodeExactly } from "./text.ts";
import { Pass } from "./types.ts";

/** A line of hosts(5). */
export interface HostLine {
  /** The address. */
  readonly address: string;
  /** The canonical name and its aliases. */
  readonly names: readonly string[];
}

/** The rules that a lookup of hosts needs. */
export const hostRules: readonly string[] = ["/etc/hosts r,", "/etc/nsswitch.conf r,"];

/**
 * The lines that name a host; passes where there is none, since a name server may know it, and
 * asking that may take long.
 */
export function linesOf(name: string, host: Host): HostLine[] {
  requireFilesFirst(host);
  const wanted = name.toLowerCase();
  const found = hostLines(host).filter(({ names }) =>
    names.some((each) => each.toLowerCase() === wanted)
  );
  if (found.length === 0) throw new Pass(`/etc/hosts without ${name}`);
  return found;
}

/** The canonical name of an address; passes where the file has none, likewise. */
export function nameOf(address: string, host: Host): string {
  requireFilesFirst(host);
  const lines = hostLines(host);
  // an IPv4 address as IPv6 has it stands for both, by the kind that is asked for
  const mapped = lines.find((line) => /:.*\.|^[0:]+ffff:/i.test(line.address));
  if (mapped) throw new Pass(`/etc/hosts with ${mapped.address}`);
  const wanted = canonical(address);
  const line = lines.find((each) => canonical(each.address) === wanted);
  if (!line) throw new Pass(`/etc/hosts without ${address}`);
  return line.names[0]!;
}

function canonical(address: string): string {
  return address.includes(":") ? new URL(`http://[${address}]/`).hostname : address;
}

function requireFilesFirst(host: Host): void {
  // what versions fall back to differs
  const [first] = sources("hosts", host, ["unknown"]);
  if (first !== "files") throw new Pass(`name service ${first}`);
}

function hostLines(host: Host): HostLine[] {
  const text = decodeExactly(host.read("/etc/hosts") ?? new Uint8Array(0));
  if (text === undefined) throw new Pass("/etc/hosts outside UTF-8");
  return text.split("\n")
    .map((line) => line.split("#")[0]!.trim().split(/\s+/))
    .filter(([address, name]) => name !== undefined && isAddress(address!))
    .map(([address, ...names]) => ({ address: address!, names }));
}

/** What inet_pton(3) takes; an address with a zone is taken by some versions and not by others. */
function isAddress(text: string): boolean {
  if (text.includes("%")) throw new Pass("/etc/hosts with a zone");
  if (!text.includes(":")) {
    const parts = text.split(".");
    return parts.length === 4 &&
      parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  }
  return URL.canParse(`http://[${text}]/`);
}
