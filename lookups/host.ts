// SPDX-License-Identifier: Apache-2.0

/**
 * The system as lookups see it.
 *
 * Every method either tells the truth, or throws a {@linkcode Pass} where it cannot know (a denied
 * read, no FFI permission): then the whole call passes.
 *
 * @module
 */

/** The kernel's names, as uname(2) gives them. */
export interface Utsname {
  /** Operating system: `Linux`. */
  readonly sysname: string;
  /** Host name. */
  readonly nodename: string;
  /** Kernel release. */
  readonly release: string;
  /** Kernel version: build number and date. */
  readonly version: string;
  /** Machine: `x86_64`. */
  readonly machine: string;
  /** NIS domain: `(none)`. */
  readonly domainname: string;
}

/** A file's status, as stat(2) gives it. */
export interface FileStatus {
  /** Device that holds the file. */
  readonly dev: bigint;
  /** Inode number. */
  readonly ino: bigint;
  /** Type and permission bits. */
  readonly mode: number;
  /** Hard links. */
  readonly nlink: bigint;
  /** Owner. */
  readonly uid: number;
  /** Group. */
  readonly gid: number;
  /** Device number of a device file. */
  readonly rdev: bigint;
  /** Size in bytes. */
  readonly size: bigint;
  /** Preferred block size in bytes. */
  readonly blksize: bigint;
  /** Allocated blocks of 512 bytes. */
  readonly blocks: bigint;
  /** Last access in nanoseconds since 1970; of stat(2) in Deno, to the millisecond. */
  readonly atimeNs: bigint;
  /** Last change of content, likewise. */
  readonly mtimeNs: bigint;
  /** Last change of status, likewise. */
  readonly ctimeNs: bigint;
}

/** A file's status, as statx(2) gives it. */
export interface ExactStatus extends FileStatus {
  /** Creation in nanoseconds since 1970; undefined where the file system does not tell. */
  readonly birthNs: bigint | undefined;
}

/** The identity of this process, as id(1) asks for it. */
export interface Identity {
  /** Real user. */
  readonly uid: number;
  /** Effective user. */
  readonly euid: number;
  /** Real group. */
  readonly gid: number;
  /** Effective group. */
  readonly egid: number;
  /** Supplementary groups in the kernel's order. */
  readonly groups: readonly number[];
}

/** An Internet address of a network interface. */
export interface InterfaceAddress {
  /** As inet_ntop(3) writes it. */
  readonly address: string;
  /** Whether the interface is up. */
  readonly up: boolean;
  /** Whether it is a loopback interface. */
  readonly loopback: boolean;
}

/** Modes of access(2). */
export const accessMode = { exists: 0, execute: 1, write: 2, read: 4 } as const;

/** The system: files through the runtime's own API, system calls through FFI or /proc. */
export interface Host {
  /**
   * The whole content of a regular file, or of one under /proc or /sys; undefined where there is
   * none (ENOENT, ENOTDIR). Anything else (a directory, a FIFO, a device, a denied read) passes.
   */
  read(path: string): Uint8Array | undefined;
  /** Status of what a path leads to; undefined where there is nothing. */
  stat(path: string): FileStatus | undefined;
  /** Status of a path itself, links not followed; undefined where there is nothing. */
  lstat(path: string): FileStatus | undefined;
  /** Target of a symbolic link; undefined where there is none. */
  readlink(path: string): string | undefined;
  /**
   * Names in a directory in the order of readdir(3), without `.` and `..`; undefined where there is
   * none. Names that are no UTF-8 pass.
   */
  list(path: string): string[] | undefined;
  /**
   * Status to the nanosecond, where one of the runtimes tells milliseconds alone; undefined where
   * there is nothing. Passes where no system call is permitted.
   */
  statx(path: string, options: { readonly followsLinks: boolean }): ExactStatus | undefined;
  /**
   * Names of extended attributes, those of ACLs and security labels among them; none where the file
   * system has no such. Passes where no system call is permitted.
   */
  extendedAttributes(path: string, options: { readonly followsLinks: boolean }): string[];
  /** Whether access(2) with the effective ids allows it; logs nothing. */
  access(path: string, mode: number): boolean;

  /**
   * Whether a path may be executed, or searched where it is a directory: the probe that the runtime
   * makes itself for every program that it starts, under no permission of its own. Logs nothing.
   */
  isExecutable(path: string): boolean;

  /** CLOCK_REALTIME of clock_gettime(2): nanoseconds since 1970. */
  realtimeNs(): bigint;
  /** uname(2). */
  uname(): Utsname;
  /** User and groups of this process. */
  identity(): Identity;
  /** The addresses of IPv4, then of IPv6, in the kernel's order, as getifaddrs(3) gives them. */
  interfaceAddresses(): readonly InterfaceAddress[];

  /** sysconf(3) by glibc's number of a name; -1 where there is no limit. */
  sysconf(name: number): bigint;
  /** confstr(3) by glibc's number of a name. */
  confstr(name: number): string;
  /**
   * pathconf(3) by glibc's number of a name; -1 where there is no limit, and the words of
   * strerror(3) where there is no such file.
   */
  pathconf(path: string, name: number): bigint | string;
  /** The processors that this thread may run on, by sched_getaffinity(2). */
  processors(): number;
  /**
   * What a hypervisor calls itself by the instruction cpuid: `KVMKVMKVM`. Anything where there is
   * none.
   */
  hypervisor(): string;
  /** The scheduling policy of this thread, by sched_getscheduler(2). */
  schedulingPolicy(): number;
}
