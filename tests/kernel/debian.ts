// SPDX-License-Identifier: Apache-2.0

/** Debian packages of any release, taken apart and not installed: no daemon starts, no root needed. @module */
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** Why a release's packages cannot be had here; undefined where they can. */
export function withoutRelease(codename: string): string | undefined {
  for (const needed of ["/usr/bin/apt-get", "/usr/bin/dpkg-deb", keyring]) {
    if (!existsSync(needed)) return `"${needed}" is not there: this is no Debian`;
  }
  const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-apt-"));
  try {
    openRelease(codename, directory);
    return undefined;
  } catch (error) {
    return `Debian's mirror cannot be read: ${error}`;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** A release with lists of its own, beside those that the machine's apt has. */
export interface Packages {
  /** What a package of the release depends on directly. */
  readonly dependencies: (name: string) => string[];
  /** Downloads packages; their files. */
  readonly download: (names: readonly string[]) => string[];
}

/** Reads a release's package lists into a directory. */
export function openRelease(codename: string, directory: string): Packages {
  for (const each of ["lists/partial", "cache/archives/partial", "packages"]) {
    mkdirSync(join(directory, each), { recursive: true });
  }
  const sources = join(directory, "sources.list");
  writeFileSync(sources, `deb [signed-by=${keyring}] ${mirror()} ${codename} main\n`);
  const options = [
    `-oDir::Etc::SourceList=${sources}`,
    "-oDir::Etc::SourceParts=/dev/null",
    `-oDir::State::Lists=${join(directory, "lists")}`,
    // what is installed here is of another release
    "-oDir::State::Status=/dev/null",
    `-oDir::Cache=${join(directory, "cache")}`,
    // container images set it to nothing, and then every call reads the lists anew
    "-oDir::Cache::pkgcache=pkgcache.bin",
    "-oAPT::Sandbox::User=",
    "-oAcquire::Languages=none",
    "-oAcquire::Retries=3",
    // without it, a mirror that does not answer is a warning
    "-oAPT::Update::Error-Mode=any",
    "-qq",
  ];
  const packages = join(directory, "packages");
  const run = (tool: string, ...args: string[]) =>
    execFileSync(tool, [...options, ...args], { cwd: packages, encoding: "utf8", stdio: "pipe" });
  run("apt-get", "update");
  return {
    dependencies: (name) =>
      [...run("apt-cache", "depends", name).matchAll(/^ *(?:Pre)?Depends: (\S+)$/gm)].map((
        [, on],
      ) => on!),
    download(names) {
      run("apt-get", "download", ...names);
      return readdirSync(packages).map((file) => join(packages, file));
    },
  };
}

/** Unpacks a package's files into a directory, whose own symbolic links to directories stay. */
export function unpack(file: string, directory: string, patterns: readonly string[] = []): void {
  const tar = ["-x", "--keep-directory-symlink", "--no-same-owner", "-C", directory];
  const archive = execFileSync("dpkg-deb", ["--fsys-tarfile", file], { maxBuffer: 1 << 30 });
  execFileSync("tar", [...tar, "--wildcards", ...patterns], { input: archive });
}

/** Unpacks packages into a tree, whose dpkg then knows them; their scripts are not run. */
export function install(
  files: readonly string[],
  tree: string,
  patterns: readonly string[] = [],
): void {
  const status = files.map((file) => {
    unpack(file, tree, patterns);
    return `${describe(file).trim()}\nStatus: install ok installed\n`;
  });
  mkdirSync(join(tree, "var/lib/dpkg"), { recursive: true });
  writeFileSync(join(tree, "var/lib/dpkg/status"), status.join("\n"));
}

/** Makes the directories of a tree that Debian's packages take for links into /usr. */
export function mergeUsr(tree: string): void {
  for (const each of ["bin", "lib", "lib64", "sbin"]) {
    mkdirSync(join(tree, "usr", each), { recursive: true });
    symlinkSync(`usr/${each}`, join(tree, each));
  }
}

/** Packages, and the libraries behind them. */
export function withLibraries(names: readonly string[], release: Packages): string[] {
  const all = new Set(names);
  for (const name of all) {
    for (const on of release.dependencies(name)) {
      if (/^(z?lib|gcc-)/.test(on)) all.add(on);
    }
  }
  return [...all];
}

/** What a package says of itself, as dpkg keeps it. */
function describe(file: string): string {
  return execFileSync("dpkg-deb", ["--field", file], { encoding: "utf8" });
}

/** The mirror that the machine's apt already uses. */
function mirror(): string {
  const targets = execFileSync("apt-get", ["indextargets", "--format", "$(LABEL) $(REPO_URI)"], {
    encoding: "utf8",
  });
  return /^Debian (\S+)$/m.exec(targets)?.[1] ?? "http://deb.debian.org/debian";
}
