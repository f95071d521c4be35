// SPDX-License-Identifier: Apache-2.0

/**
 * What a machine boots: a kernel and the archives of its files, built from Debian's packages and
 * kept under `.cache/kernel/`.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
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
import { basename, dirname, join } from "node:path";
import { root, runtimePackages, runtimes } from "../../scripts/runtimes.ts";
import { install, mergeUsr, openRelease, unpack, withLibraries, withoutRelease } from "./debian.ts";

/** A Debian release, by its kernel's version. */
export type Kernel = "6.1" | "6.12";

/** A release. */
interface Release {
  readonly debian: number;
  readonly codename: string;
  /** Whether the newest AppArmor there is lies beside its own: Debian 12's libraries are too old. */
  readonly hasNewest: boolean;
}

/** The releases: each machine has the programs and libraries that belong to its kernel. */
export const releases: Readonly<Record<Kernel, Release>> = {
  "6.1": { debian: 12, codename: "bookworm", hasNewest: false },
  "6.12": { debian: 13, codename: "trixie", hasNewest: true },
};

/** Where the newest AppArmor lies on a machine: parser, library, policy. */
export const newest = { codename: "sid", directory: "opt/newest" } as const;

/** What a machine boots. */
export interface Image {
  /** The kernel. */
  readonly kernel: string;
  /** Archives that are unpacked over each other into the machine's memory. */
  readonly archives: readonly string[];
  /** A busybox that runs here as well. */
  readonly busybox: string;
}

/** Unpacked with the libraries that they depend on. What they lack, BusyBox has. */
const packages = [
  "apparmor",
  "base-files",
  "bash",
  "bsdextrautils",
  "busybox-static",
  "coreutils",
  "dash",
  "debianutils",
  "findutils",
  "grep",
  "hostname",
  "libapparmor1",
  "libc-bin",
  "libgcc-s1",
  // the newest parser's
  "libstdc++6",
  "libzstd1",
  "mawk",
  "ncurses-base",
  "ncurses-bin",
  "netbase",
  "procps",
  "sed",
  "util-linux",
];

/** Links that Debian's own come with their packages' scripts. */
const links = {
  "etc/alternatives/awk": "/usr/bin/mawk",
  "usr/bin/awk": "/etc/alternatives/awk",
  "usr/bin/sh": "dash",
  "usr/bin/which": "which.debianutils",
};

/** The kernel for virtual machines: no modules are needed. */
const kernelPackage = "linux-image-cloud-amd64";

const unneeded = ["doc", "lintian", "locale", "man", "zoneinfo"];
/** Where all of it lies, and what a machine needs while it runs. */
export const cache: string = join(root, ".cache/kernel");
const here = import.meta.dirname!;

const files: Readonly<Record<string, string>> = {
  "etc/passwd": "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n",
  "etc/group": "root:x:0:\nnogroup:x:65534:\n",
  "etc/hosts": "127.0.0.1 localhost\n127.0.1.1 monkeys.example monkeys\n",
  "etc/machine-id": "0123456789abcdef0123456789abcdef\n",
  "etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
};

/** Why the image for a kernel is not there and cannot be built; undefined where it can. */
export function withoutImage(kernel: Kernel): string | undefined {
  return existsSync(systemPath(kernel)) ? undefined : withoutRelease(releases[kernel].codename);
}

/** Builds what a machine boots, or finds it built. Takes less than a minute. */
export function buildImage(kernel: Kernel): Image {
  const system = built(systemPath(kernel), (target) => buildSystem(kernel, target));
  const busybox = join(system, "busybox");
  const both = built(runtimesPath(), (target) => buildRuntimes(target, busybox));
  return {
    kernel: join(system, "vmlinuz"),
    archives: [system, both].map((each) => join(each, "root.cpio")),
    busybox,
  };
}

/** Packs a directory as an archive that the kernel unpacks, all of it root's. */
export function pack(directory: string, archive: string, busybox: string): void {
  const pipe = 'cd "$1" && find . | "$0" cpio -o -H newc -R 0:0 >"$2"';
  execFileSync(busybox, ["sh", "-c", pipe, busybox, directory, archive], { stdio: "pipe" });
}

function systemPath(kernel: Kernel): string {
  return path(`debian-${kernel}`, []);
}

function runtimesPath(): string {
  return path("runtimes", Object.values(runtimePackages).map((each) => JSON.stringify(each)));
}

/** Where something lies that is made by the recipe as it is now. */
function path(name: string, ingredients: readonly string[]): string {
  const hash = createHash("sha256");
  for (const each of ["debian.ts", "image.ts", "init"]) hash.update(readFileSync(join(here, each)));
  for (const each of ingredients) hash.update(each);
  return join(cache, `${name}-${hash.digest("hex").slice(0, 16)}`);
}

function built(target: string, make: (directory: string) => void): string {
  if (existsSync(target)) return target;
  mkdirSync(cache, { recursive: true });
  // a build that was cut short leaves nothing that looks finished
  const unfinished = mkdtempSync(join(cache, "unfinished-"));
  try {
    make(unfinished);
    // another process may have been quicker
    if (!existsSync(target)) renameSync(unfinished, target);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  const name = basename(target).replace(/[^-]*$/, "");
  for (const each of readdirSync(cache)) {
    const isOlder = each.startsWith(name) && each !== basename(target);
    if (isOlder) rmSync(join(cache, each), { recursive: true });
  }
  return target;
}

function buildSystem(kernel: Kernel, target: string): void {
  const work = join(target, "work");
  const tree = join(work, "root");
  mergeUsr(tree);
  const release = openRelease(releases[kernel].codename, work);
  const image = release.dependencies(kernelPackage).find((name) => name.startsWith("linux-image-"));
  if (image === undefined) throw new Error(`Cannot find the kernel behind "${kernelPackage}"`);
  const files = release.download([image, ...withLibraries(packages, release)]);
  const isKernel = (file: string) => file.includes("/linux-image-");
  unpack(files.find(isKernel)!, target, ["./boot/vmlinuz-*"]);
  const patterns = unneeded.map((name) => `--exclude=./usr/share/${name}`);
  install(files.filter((file) => !isKernel(file)), tree, patterns);
  const [vmlinuz] = readdirSync(join(target, "boot"));
  renameSync(join(target, "boot", vmlinuz!), join(target, "vmlinuz"));
  if (releases[kernel].hasNewest) addNewest(work, tree);
  const busybox = join(target, "busybox");
  cpSync(join(tree, "usr/bin/busybox"), busybox);
  finishTree(tree, busybox);
  pack(tree, join(target, "root.cpio"), busybox);
  for (const each of [work, join(target, "boot")]) rmSync(each, { recursive: true });
}

function addNewest(work: string, tree: string): void {
  const directory = join(tree, newest.directory);
  mkdirSync(directory, { recursive: true });
  const release = openRelease(newest.codename, join(work, newest.codename));
  for (const file of release.download(["apparmor", "libapparmor1"])) {
    unpack(file, directory, ["--exclude=./usr/share"]);
  }
}

function finishTree(tree: string, busybox: string): void {
  const directories = [
    ...["dev", "etc/alternatives", "machine", "proc", "root", "run", "sys", "tmp", "var/lib"],
  ];
  for (const each of directories) mkdirSync(join(tree, each), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(tree, name), text);
  cpSync(join(here, "init"), join(tree, "init"));
  chmodSync(join(tree, "init"), 0o755);
  for (const [name, target] of Object.entries(links)) {
    rmSync(join(tree, name), { force: true });
    symlinkSync(target, join(tree, name));
  }
  for (const name of execFileSync(busybox, ["--list"], { encoding: "utf8" }).trim().split("\n")) {
    const taken = ["bin", "sbin"].some((each) => existsSync(join(tree, "usr", each, name)));
    if (!taken) symlinkSync("busybox", join(tree, "usr/bin", name));
  }
  // an older machine's ldconfig reads a newer library's header as well
  execFileSync("ldconfig", ["-r", tree], { stdio: "ignore" });
}

function buildRuntimes(target: string, busybox: string): void {
  const tree = join(target, "root");
  for (const [name, binary] of Object.entries(runtimes)) {
    const copy = join(tree, "usr/bin", name);
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(binary, copy, { dereference: true });
    chmodSync(copy, 0o755);
  }
  pack(tree, join(target, "root.cpio"), busybox);
  rmSync(tree, { recursive: true });
}
