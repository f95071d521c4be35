// SPDX-License-Identifier: Apache-2.0

/** What the lookups answer, as values: no command line, no text to take apart. @module */
import { openLibc } from "../ffi/libc.ts";
import { distribution } from "../lookups/build.ts";
import type { Utsname } from "../lookups/host.ts";
import { machineOf, readCache } from "../lookups/ld_cache.ts";
import { Pass } from "../lookups/types.ts";
import { host } from "./mod.ts";

/** The kernel's names, and the processor as uname(1) prints it. */
export interface SystemName extends Utsname {
  /**
   * What `uname -p` prints: `unknown` in Debian's build of coreutils, the machine in Ubuntu's.
   * Undefined where the build is not known.
   */
  readonly processor: string | undefined;
}

/** The C library that this process runs on. */
export interface CLibrary {
  /** Which one. */
  readonly family: "glibc" | "musl";
  /** Its version: `2.41`; undefined where it does not tell. */
  readonly version: string | undefined;
}

/**
 * The kernel's names, by uname(2).
 *
 * Requires `allow-ffi` permission; without it some names may be told by `allow-all`.
 *
 * @returns undefined where nothing that is permitted tells
 *
 * @example
 * ```ts
 * import { uname } from "@aa/monkeys";
 *
 * console.log(uname()?.machine); // x86_64
 * ```
 */
export function uname(): SystemName | undefined {
  return known(() => ({ ...host.uname(), processor: processor() }));
}

function processor(): string | undefined {
  const build = known(() => distribution(host));
  if (build === undefined || build === "unknown") return undefined;
  return build === "ubuntu-24.04" ? host.uname().machine : "unknown";
}

/**
 * The C library that this process runs on: the answer to `ldd --version` and
 * `getconf GNU_LIBC_VERSION`.
 *
 * Requires `allow-ffi` permission.
 *
 * @returns undefined where nothing that is permitted tells
 *
 * @example
 * ```ts
 * import { libc } from "@aa/monkeys";
 *
 * console.log(libc()); // { family: "glibc", version: "2.41" }
 * ```
 */
export function libc(): CLibrary | undefined {
  // const char *gnu_get_libc_version(void)
  const c = openLibc({
    gnu_get_libc_version: { parameters: [], result: "pointer", optional: true },
  });
  if (!c) return undefined;
  // the GNU C library alone has the function, and tells the same by confstr(3)
  if (!c.gnu_get_libc_version) return { family: "musl", version: undefined };
  const version = known(() => host.confstr(CS_GNU_LIBC_VERSION))?.replace(/^glibc /, "");
  return { family: "glibc", version };
}

const CS_GNU_LIBC_VERSION = 2;

/**
 * The file name of a shared library, as `ctypes.util.find_library` of Python finds it: in the
 * loader's cache, then in its default folders.
 *
 * Requires `allow-read` permission for `/etc/ld.so.cache` and the folders.
 *
 * @param name the library's name without `lib` and suffix: `ssl`
 * @returns the soname: `libssl.so.3`; undefined where there is none, or it may not be looked for
 *
 * @example
 * ```ts
 * import { findLibrary } from "@aa/monkeys";
 *
 * console.log(findLibrary("c")); // libc.so.6
 * ```
 */
export function findLibrary(name: string): string | undefined {
  return known(() => {
    const machine = ownMachine();
    const cached = readCache(host)?.libraries.find((each) =>
      each.name.startsWith(`lib${name}.`) && machineOf(each.flags) === machine
    );
    return cached?.name ?? inDefaultFolders(name);
  });
}

function isArm(): boolean {
  return ("Bun" in globalThis ? process.arch : Deno.build.arch) in { arm64: 1, aarch64: 1 };
}

function ownMachine(): string {
  return isArm() ? "libc6,AArch64" : "libc6,x86-64";
}

/** The folders that ld.so(8) searches last, with Debian's for each machine. */
function inDefaultFolders(name: string): string | undefined {
  const triplet = `${isArm() ? "aarch64" : "x86_64"}-linux-gnu`;
  for (const folder of [`/lib/${triplet}`, `/usr/lib/${triplet}`, "/lib64", "/usr/lib64"]) {
    const found = soname(name, host.list(folder) ?? []);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The name of a library's newest version among file names: of `libz.so.1` and the `libz.so.1.2.13`
 * that it links to, the first is the soname. The name without a version is for linking programs.
 */
export function soname(name: string, files: readonly string[]): string | undefined {
  const stem = `lib${name}.so`;
  const versions = files.filter((file) => /^(\.\d+)+$/.test(file.slice(stem.length)))
    .filter((file) => file.startsWith(stem));
  const shortest = versions.filter((file) => !versions.some((each) => file.startsWith(`${each}.`)));
  const newest = shortest.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1);
  return newest ?? files.find((file) => file === stem);
}

/** A value, or undefined where only a Pass was thrown. */
function known<T>(tell: () => T): T | undefined {
  try {
    return tell();
  } catch (thrown) {
    if (thrown instanceof Pass) return undefined;
    throw thrown;
  }
}
