// SPDX-License-Identifier: Apache-2.0

/** Versions of installed packages, from dpkg's own data. @module */
import type { Host } from "./host.ts";
import { decode } from "./text.ts";

/** dpkg's list of all packages; a distroless image has one file for each instead. */
const list = "/var/lib/dpkg/status";

/** What {@linkcode installedVersion} reads. */
export const dpkgRules: readonly string[] = [`${list} r,`, `${list}.d/* r,`];

/** Versions by package, as the list of a time told them: it has hundreds of kilobytes. */
const known = new WeakMap<Host, { state: string; versions: Map<string, string | undefined> }>();

/** The version of a package; undefined where it is not wholly installed. */
export function installedVersion(name: string, host: Host): string | undefined {
  const status = host.stat(list);
  if (!status) return distrolessVersion(name, host);
  const state = `${status.ino} ${status.size} ${status.mtimeNs} ${status.ctimeNs}`;
  let memory = known.get(host);
  if (memory?.state !== state) known.set(host, memory = { state, versions: new Map() });
  const { versions } = memory;
  if (!versions.has(name)) versions.set(name, versionInList(name, host));
  return versions.get(name);
}

function versionInList(name: string, host: Host): string | undefined {
  const bytes = host.read(list);
  if (!bytes) return undefined;
  const text = `\n${decode(bytes)}`;
  const start = text.indexOf(`\nPackage: ${name}\n`);
  if (start < 0) return undefined;
  const end = text.indexOf("\n\n", start);
  const paragraph = text.slice(start, end < 0 ? undefined : end + 1);
  // half installed or half configured: which version's files are there is not told
  if (!/\nStatus: \w+ ok installed\n/.test(paragraph)) return undefined;
  return versionOf(paragraph);
}

function distrolessVersion(name: string, host: Host): string | undefined {
  const bytes = host.read(`${list}.d/${name}`);
  return bytes && versionOf(`\n${decode(bytes)}\n`);
}

function versionOf(paragraph: string): string | undefined {
  return /\nVersion: (\S+)\n/.exec(paragraph)?.[1];
}
