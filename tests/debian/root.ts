// SPDX-License-Identifier: Apache-2.0

/**
 * The files of another Debian release, built from its packages and kept under `.cache/debian/`, and
 * the way into them: a root directory with this project and its runtimes in it.
 *
 * @module
 */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import process from "node:process";
import { root } from "../../scripts/runtimes.ts";
import { install, mergeUsr, openRelease, withLibraries, withoutRelease } from "../kernel/debian.ts";

/** The releases: the next one is what its packages are on the day of the building. */
export const releases = ["trixie", "sid"] as const;

/** A release's name. */
export type Codename = typeof releases[number];

/** What brings the commands that are answered. */
const packages = [
  "base-files",
  "base-passwd",
  "bash",
  "bsdextrautils",
  "bsdutils",
  "coreutils",
  "dash",
  "debianutils",
  "findutils",
  "grep",
  "hostname",
  "libc-bin",
  "libgcc-s1",
  "mawk",
  "ncurses-base",
  "ncurses-bin",
  "netbase",
  "procps",
  "sed",
  "tzdata",
  "util-linux",
];

/** What the packages' own scripts would have made. */
const links: Readonly<Record<string, string>> = {
  "etc/alternatives/awk": "/usr/bin/mawk",
  "etc/alternatives/which": "/usr/bin/which.debianutils",
  "usr/bin/awk": "/etc/alternatives/awk",
  "usr/bin/sh": "dash",
  "usr/bin/which": "/etc/alternatives/which",
};
const copies: Readonly<Record<string, string>> = {
  "etc/group": "usr/share/base-passwd/group.master",
  "etc/nsswitch.conf": "usr/share/libc-bin/nsswitch.conf",
  "etc/passwd": "usr/share/base-passwd/passwd.master",
};

const cache = join(root, ".cache/debian");

/** Why a release cannot be had here; undefined where it can. */
export function withoutRoot(codename: Codename): string | undefined {
  if (process.getuid?.() !== 0) return "only root changes the root directory";
  const { status, stderr } = spawnSync("unshare", ["--mount", "true"], { encoding: "utf8" });
  if (status !== 0) return `mounts are not permitted: ${stderr}`;
  return existsSync(pathOf(codename)) ? undefined : withoutRelease(codename);
}

/** Builds a release's root directory, or finds it built. Takes less than a minute. */
export function buildRoot(codename: Codename): string {
  const path = pathOf(codename);
  if (existsSync(path)) return path;
  mkdirSync(cache, { recursive: true });
  const unfinished = mkdtempSync(join(cache, "unfinished-"));
  const work = mkdtempSync(join(cache, "unfinished-"));
  try {
    build(codename, unfinished, work);
    // a build that was cut short leaves nothing that looks finished
    if (!existsSync(path)) renameSync(unfinished, path);
  } finally {
    for (const each of [unfinished, work]) rmSync(each, { recursive: true, force: true });
  }
  for (const each of readdirSync(cache)) {
    const isOlder = each.startsWith(`${codename}-`) && each !== basename(path);
    if (isOlder) rmSync(join(cache, each), { recursive: true });
  }
  return path;
}

function pathOf(codename: Codename): string {
  const hash = createHash("sha256").update(readFileSync(import.meta.filename!));
  return join(cache, `${codename}-${hash.digest("hex").slice(0, 16)}`);
}

function build(codename: Codename, tree: string, work: string): void {
  mergeUsr(tree);
  const release = openRelease(codename, work);
  install(release.download(withLibraries(packages, release)), tree, [
    "--exclude=./usr/share/doc",
    "--exclude=./usr/share/locale",
    "--exclude=./usr/share/man",
  ]);
  for (const each of ["dev", "etc/alternatives", "proc", "root", "sys", "tmp"]) {
    mkdirSync(join(tree, each), { recursive: true });
  }
  for (const [name, from] of Object.entries(copies)) cpSync(join(tree, from), join(tree, name));
  for (const [name, target] of Object.entries(links)) {
    rmSync(join(tree, name), { force: true });
    symlinkSync(target, join(tree, name));
  }
  for (const name of ["hostname", "hosts"]) cpSync(join("/etc", name), join(tree, "etc", name));
  writeFileSync(join(tree, "etc/machine-id"), "0123456789abcdef0123456789abcdef\n");
  execFileSync("chroot", [tree, "ldconfig"]);
}

/** Mounts what a process needs beside a release's files, in a namespace of its own, and goes there. */
const enter = `
tree=$1 project=$2
shift 2
for each in dev proc sys; do mount --rbind "/$each" "$tree/$each"; done
mount -t tmpfs tmpfs "$tree/tmp"
mkdir -p "$tree$project"
mount --rbind "$project" "$tree$project"
exec chroot "$tree" /usr/bin/env -i "$@"
`;

/** What a command gave that ran on a release's files, with this project in its usual place. */
export function runIn(
  tree: string,
  command: readonly string[],
): { status: number | null; output: string } {
  const variables = {
    PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    HOME: "/root",
    LANG: "C.UTF-8",
    DENO_DIR: "/tmp/deno",
    NO_COLOR: "1",
    ...process.env["SEED"] === undefined ? {} : { SEED: process.env["SEED"] },
    ...process.env["FUZZ"] === undefined ? {} : { FUZZ: process.env["FUZZ"] },
  };
  const { status, stdout, stderr } = spawnSync("unshare", [
    ...["--mount", "--propagation=private", "/bin/sh", "-ec", enter, "sh", tree, root],
    ...Object.entries(variables).map(([name, value]) => `${name}=${value}`),
    ...["/bin/sh", "-c", 'cd "$0" && exec "$@"', root, ...command],
  ], { encoding: "utf8", maxBuffer: 1 << 28 });
  return { status, output: stdout + stderr };
}
