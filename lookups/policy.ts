// SPDX-License-Identifier: Apache-2.0

/**
 * What general readers (`cat`, `grep`, `<file`) show, and which variables lines show. Where exec is
 * denied, an injected `; cat /proc/self/environ` dies; a reader within the process must not revive
 * it. So it answers for facts of the system, and everything else is left to the real command, under
 * whatever the profile grants it.
 *
 * @module
 */
import type { Host } from "./host.ts";
import type { Policy } from "./types.ts";

/** The part of a host that tells of links. */
export type Links = Pick<Host, "lstat" | "readlink">;

/** Made by the kernel, which lets nobody add links of their own. */
let kernelFacts: RegExp | undefined;
/** Files that everybody may know, in directories that only root changes. */
let systemFiles: RegExp | undefined;

/**
 * Whether a path may be read by a general reader: `files: "all"`, or the path and every link that it
 * leads through are facts of the system. Reads nothing but links.
 *
 * @param path absolute, as the kernel would take it
 */
export function mayRead(path: string, policy: Policy, host: Links): boolean {
  return policy.files === "all" || isSystemFact(path, host);
}

/** Whether a path, and every link that it leads through, is a fact of the system. */
export function isSystemFact(path: string, host: Links): boolean {
  let current = path.replace(/\/(\.?\/)+/g, "/");
  // ten, where the kernel allows forty: no system's os-release needs more than two
  for (let links = 0; links < 10; links++) {
    // a lexical `..` is not the kernel's, which takes it after the links before it
    if (/\/\.\.?(\/|$)/.test(current)) return false;
    if (isKernelFact(current)) return true;
    if (!isSystemFile(current)) return false;
    const status = host.lstat(current);
    if (!status || (status.mode & 0o170000) !== 0o120000) return true;
    const target = host.readlink(current);
    if (target === undefined) return false;
    current = follow(current, target);
  }
  return false;
}

// what real packages ask for, and counters; no arguments, environments or memory of processes, and
// not /proc/cmdline, where boot loaders leave passwords
function isKernelFact(path: string): boolean {
  if (path === "/dev/null") return true;
  kernelFacts ??= new RegExp(
    "^/(sys/(class|devices|block)|proc/(net|sys/kernel|asound)|proc/(self|\\d+)/net)/.|" +
      "^/proc/(buddyinfo|cgroups|consoles|cpuinfo|crypto|devices|diskstats|filesystems|" +
      "interrupts|loadavg|mdstat|meminfo|misc|modules|mounts|partitions|softirqs|stat|swaps|" +
      "uptime|version|version_signature|vmstat|zoneinfo|pressure/\\w+|" +
      "(self|\\d+)/(cgroup|comm|mountinfo|mounts|stat|statm|status))$",
  );
  return kernelFacts.test(path);
}

function isSystemFile(path: string): boolean {
  systemFiles ??= new RegExp(
    "^(/(etc|usr/lib)/([^/]+[-_]release|debian_version|openwrt_version)|" +
      "/etc/(machine-id|hostname|passwd|group|timezone|issue|issue\\.net)|" +
      "/var/lib/dbus/machine-id|" +
      "/usr/share/applications(/([^/]+/)*[^/]+\\.(cache|desktop|list))?/?)$",
  );
  return systemFiles.test(path);
}

/** Where a link leads; `..` is exact here, since the directories of the list are no links. */
function follow(link: string, target: string): string {
  const parts = target.startsWith("/") ? [] : link.split("/").slice(0, -1);
  for (const part of target.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return `/${parts.filter((part) => part !== "").join("/")}`;
}

/** Whether lines may show a variable that they did not set: one that says nothing secret. */
export function mayShowVariable(name: string, policy: Policy): boolean {
  return policy.files === "all" ||
    /^(SHELL|LANG|LANGUAGE|LC_[A-Z]+|HOME|PATH|USER|LOGNAME|TERM|PWD|TZ|HOSTNAME|COLUMNS|LINES|EDITOR|DISPLAY|XDG_[A-Z_]+)$/
      .test(name);
}
