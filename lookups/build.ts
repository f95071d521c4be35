// SPDX-License-Identifier: Apache-2.0

/**
 * Which packaging of a command is installed. Its output was compared with the builds named in
 * {@linkcode Build}; a distribution is told by os-release(5), a replacement (BusyBox, uutils, a
 * diversion) by where the command's path leads.
 *
 * @module
 */
import type { Host } from "./host.ts";
import { decode } from "./text.ts";
import { type Build, Pass } from "./types.ts";

/** What was compared last: the words of commands that are answered without being installed. */
export const newestBuild: Build = "debian-13";

/** Final targets that are not named as the command, and yet are the distribution's own. */
const alternatives = new Map([
  ["sh", "dash"],
  ["awk", "mawk"],
  ["nawk", "mawk"],
  ["which", "which.debianutils"],
  ["hostname", "hostname"],
]);

/** What was found, or why it could not be, by host and path: a probe that is denied is logged. */
const found = new WeakMap<Host, Map<string, Build | Pass>>();

/** The build of an installed command; each is looked for once. */
export function buildOf(name: string, path: string, host: Host): Build {
  const known = found.get(host) ?? new Map<string, Build | Pass>();
  found.set(host, known);
  let build = known.get(path);
  if (build === undefined) known.set(path, build = probe(name, path, host));
  if (build instanceof Pass) throw build;
  return build;
}

function probe(name: string, path: string, host: Host): Build | Pass {
  try {
    const file = finalName(path, host);
    return file === name || file === alternatives.get(name) ? distribution(host) : "unknown";
  } catch (thrown) {
    if (thrown instanceof Pass) return thrown;
    throw thrown;
  }
}

/** The name of the file that a command's path leads to. */
export function finalName(path: string, host: Pick<Host, "readlink">): string {
  let current = path;
  for (let links = 0; links < 40; links++) {
    const target = host.readlink(current);
    if (target === undefined) break;
    current = target.startsWith("/")
      ? target
      : `${current.slice(0, current.lastIndexOf("/"))}/${target}`;
  }
  return current.slice(current.lastIndexOf("/") + 1);
}

/** The rules of who asks for the build. */
export const buildRules: readonly string[] = ["/etc/os-release r,", "/usr/lib/os-release r,"];

/** The distribution's builds, by os-release(5). */
export function distribution(host: Host): Build {
  const bytes = host.read("/etc/os-release") ?? host.read("/usr/lib/os-release");
  if (!bytes) return "unknown";
  const fields = new Map(
    decode(bytes).split("\n").map((line) => {
      const equals = line.indexOf("=");
      return [line.slice(0, equals), line.slice(equals + 1).replace(/^"(.*)"$/, "$1")];
    }),
  );
  const version = fields.get("VERSION_ID");
  if (fields.get("ID") === "debian") {
    if (version === "12") return "debian-12";
    if (version === "13") return "debian-13";
    if (version === undefined) return "debian-sid";
  }
  if (fields.get("ID") === "ubuntu" && version === "24.04") return "ubuntu-24.04";
  return "unknown";
}
