// SPDX-License-Identifier: Apache-2.0

/**
 * Which locales are installed: an archive, and folders beside it (the GNU C library's
 * locale/findlocale.c and loadarchive.c).
 *
 * @module
 */
import { isDirectory } from "./canonical.ts";
import type { Host } from "./host.ts";
import { decode } from "./text.ts";
import { Pass } from "./types.ts";

const folder = "/usr/lib/locale";
const archive = `${folder}/locale-archive`;
const aliases = "/usr/share/locale/locale.alias";

/** AR_MAGIC of locale/locarchive.h */
const magic = 0xde020109;
/** One of a few locales has 3 MB; one of all has 200, which takes the original to list as well. */
const largestArchive = 16n << 20n;

/** The rules that a lookup of installed locales needs. */
export const localeRules: readonly string[] = [
  "/usr/lib/locale/ r,",
  "/usr/lib/locale/** r,",
  "/usr/share/locale/locale.alias r,",
];

/** Whether setlocale(3) finds a locale; passes where a related one might stand in for it. */
export function isInstalled(name: string, host: Host): boolean {
  if (name === "C" || name === "POSIX") return true;
  if (!/^[A-Za-z0-9_.@-]{1,200}$/.test(name) || /^\.+$/.test(name)) throw new Pass("locale name");
  const wanted = normalized(name);
  if (archived(host).has(wanted)) return true;
  if (aliasesOf(host).some(([alias]) => alias === name)) throw new Pass(`locale ${name}`);
  const names = host.list(folder) ?? [];
  if ([name, wanted].some((each) => names.includes(each) && isWhole(each, host))) return true;
  const [language] = name.split(/[_.@]/, 1);
  if (names.some((each) => each.split(/[_.@]/, 1)[0] === language)) {
    throw new Pass(`locale ${name}`);
  }
  return false;
}

/** The names that `locale -a` prints, by their bytes. */
export function installedNames(host: Host): string[] {
  const names = new Set(["C", "POSIX", ...archived(host)]);
  for (const name of host.list(folder) ?? []) {
    const status = host.stat(`${folder}/${name}`);
    if (status && isDirectory(status) && isWhole(name, host)) names.add(name);
  }
  for (const [alias, name] of aliasesOf(host)) if (names.has(name)) names.add(alias);
  for (const name of names) {
    if (!/^[!-~]+$/.test(name)) throw new Pass("locale name");
  }
  return [...names].sort();
}

/** Some folders hold translations only. */
function isWhole(name: string, host: Host): boolean {
  const status = host.stat(`${folder}/${name}/LC_IDENTIFICATION`);
  return status !== undefined && (status.mode & 0o170000) === 0o100000;
}

/** `en_US.UTF-8` is kept as `en_US.utf8`. */
function normalized(name: string): string {
  return name.replace(/\.([^@]+)/, (_, set: string) => {
    const plain = set.replace(/[^A-Za-z0-9]/g, "").toLowerCase();
    return `.${/^\d+$/.test(plain) ? "iso" : ""}${plain}`;
  });
}

function archived(host: Host): ReadonlySet<string> {
  const status = host.stat(archive);
  if (!status) return new Set();
  if (status.size > largestArchive) throw new Pass("locale archive of great size");
  const bytes = host.read(archive);
  return bytes ? namesOf(bytes) : new Set();
}

/** The names of an archive's hash table. */
export function namesOf(bytes: Uint8Array): ReadonlySet<string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // x86-64 and arm64 alike have the least byte first
  const at = (offset: number) => view.getUint32(offset, true);
  if (bytes.length < 14 * 4 || at(0) !== magic) throw new Pass("locale archive of another form");
  const [table, size] = [at(8), at(16)];
  const names = new Set<string>();
  for (let index = 0; index < size; index++) {
    const entry = table + index * 12;
    if (entry + 12 > bytes.length) throw new Pass("locale archive of another form");
    // an entry without a record is free
    if (at(entry + 8) === 0) continue;
    const start = at(entry + 4);
    names.add(decode(bytes.subarray(start, bytes.indexOf(0, start))));
  }
  return names;
}

/** The lines of locale.alias: a name of people's own, and the locale that it means. */
function aliasesOf(host: Host): [alias: string, name: string][] {
  const lines = decode(host.read(aliases) ?? new Uint8Array(0)).split("\n");
  return lines.map((line) => line.trim().split(/\s+/))
    .filter(([alias, name]) => alias !== "" && !alias!.startsWith("#") && name !== undefined)
    .map(([alias, name]) => [alias!, name!]);
}
