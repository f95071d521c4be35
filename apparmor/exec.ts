// SPDX-License-Identifier: Apache-2.0

/** Confinement that begins with the next program. @module */
import process from "node:process";
import { errno, libc, openLibc } from "../ffi/libc.ts";
import { codeOf, errnos } from "./errno.ts";
import { AppArmorError } from "./error.ts";
import { hasNoNewPrivileges, readText, setExecAttribute, writeText } from "./kernel.ts";
import { callWithName, library } from "./library.ts";
import { validateProfileName } from "./profile_name.ts";
import { attributeDirectory, confinement, isEnabled } from "./state.ts";

/** How {@linkcode onExec} and {@linkcode execWithProfile} confine. */
export interface ExecOptions {
  /**
   * Whether the profile is put beside the one that the process has, as aa_stack_onexec(3) does: the
   * only way under no_new_privs.
   *
   * @default {false}
   */
  readonly stack?: boolean;
}

/** What {@linkcode execWithProfile} starts. */
export interface ExecWithProfileOptions extends ExecOptions {
  /** The program, an absolute path; by default the one that is running. */
  readonly file?: string;
  /** All arguments, the program's name first; by default those that it was started with. */
  readonly args?: readonly string[];
  /** The whole environment; by default the present one. */
  readonly env?: Readonly<Record<string, string>>;
  /** Descriptors that stay open, such as those of listening sockets; all others close. */
  readonly descriptors?: readonly number[];
}

/**
 * Says what programs run under that the calling thread starts from now on, as aa_change_onexec(3)
 * does: the kernel keeps it for the thread, children take it along, and their execve(2) uses it up.
 *
 * Requires `allow-ffi` permission for the C library. Under a profile, that profile needs
 * `change_profile -> NAME,` (with `stack`: `change_profile -> &NAME,`), and on kernels before 6.8
 * `owner @{PROC}/@{pid}/task/@{tid}/attr/{apparmor/,}exec w,`.
 *
 * @throws {AppArmorError} that says what to do
 *
 * @example
 * ```ts ignore
 * import { onExec } from "@aa/monkeys";
 *
 * onExec("worker");
 * cluster.fork();
 * ```
 */
export function onExec(name: string, options: ExecOptions = {}): void {
  prepare("onExec", name, options);
}

/**
 * Starts the program anew under a profile: same process id, arguments, environment and working
 * directory, all threads of the new image confined from their first instruction. The strongest form
 * of a change, and the dearest: it costs a start of the runtime and all that was in memory.
 *
 * Returns only where the process is confined by the profile already, so that it can stand at the
 * top of a program.
 *
 * Requires what {@linkcode onExec} requires, and the label must be readable: without it the program
 * would start itself for ever. No `x` rule is needed; the profile that is entered needs `mr` for the
 * runtime and its libraries.
 *
 * @throws {AppArmorError} that says what to do
 *
 * @example
 * ```ts ignore
 * import { execWithProfile } from "@aa/monkeys";
 *
 * execWithProfile("server");
 * // here every thread is confined
 * ```
 */
export function execWithProfile(name: string, options: ExecWithProfileOptions = {}): void {
  const operation = "execWithProfile";
  const { stack = false, descriptors = [] } = options;
  validateProfileName(name);
  const current = confinement();
  if (stack ? current?.stack.includes(name) : current?.label === name) return;
  if (current === undefined && isEnabled() !== false) {
    throw new AppArmorError(
      `Cannot start "${name}": the label cannot be read, so a second start could not be told from ` +
        'the first: add the rule "owner @{PROC}/@{pid}/task/@{tid}/attr/{apparmor/,}current r,"',
      { operation, profile: name, code: "ERR_UNKNOWN_LABEL" },
    );
  }
  prepare(operation, name, options);
  const file = options.file ?? process.execPath;
  const env = options.env ?? process.env;
  const variables = Object.entries(env).map(([key, value]) => `${key}=${value}`);
  const failed = execute(file, options.args ?? ownArguments(), variables, descriptors);
  throw new AppArmorError(`Cannot execute "${file}": ${codeOf(failed)}`, {
    operation,
    profile: name,
    errno: failed,
  });
}

function prepare(operation: string, name: string, { stack = false }: ExecOptions): void {
  validateProfileName(name);
  const c = library();
  const failed = c === undefined
    ? onExecByKernel(name, stack)
    : callWithName(stack ? c.aa_stack_onexec : c.aa_change_onexec, name);
  if (failed === 0) return;
  if (isEnabled() === false) {
    const message = `Cannot execute under "${name}": AppArmor is not at work in this kernel`;
    throw new AppArmorError(message, { operation, profile: name, code: "ERR_NOT_ENABLED" });
  }
  throw new AppArmorError(`Cannot execute under "${name}": ${reason(failed, name, stack)}`, {
    operation,
    profile: name,
    errno: failed,
  });
}

/** Says it to the kernel; the errno, or 0. */
function onExecByKernel(name: string, stack: boolean): number {
  const command = `${stack ? "stack" : "exec"} ${name}`;
  const { errno } = setExecAttribute(command);
  // not there, or not tried behind a filter: procfs decides
  return errno === errnos.ENOSYS || errno === errnos.EOPNOTSUPP
    ? writeText(`/proc/thread-self${attributeDirectory()}/exec`, command).errno
    : errno;
}

function reason(error: number, name: string, stack: boolean): string {
  switch (error) {
    case errnos.ENOENT:
      return "no such profile is loaded: load it with apparmor_parser -r FILE";
    case errnos.EACCES:
      return `the profile does not allow it: add the rule "change_profile -> ${
        stack ? "&" : ""
      }${name}," (and, on kernels before 6.8 and in containers, ` +
        '"owner @{PROC}/@{pid}/task/@{tid}/attr/{apparmor/,}exec w,")';
    case errnos.EPERM:
      return hasNoNewPrivileges() && !stack
        ? "no_new_privs is set, under which profiles can only be stacked: use { stack: true } " +
          `with the rule "change_profile -> &${name},"`
        : "the kernel does not permit it";
    case errnos.ENOSYS:
      return "the C library cannot be used: grant it with --allow-ffi";
    default:
      return codeOf(error);
  }
}

const table = {
  // int execve(const char *pathname, char *const argv[], char *const envp[])
  execve: { parameters: ["buffer", "u64", "u64"], result: "i32" },
  // void *malloc(size_t size)
  malloc: { parameters: ["usize"], result: "u64" },
  // void *memcpy(void *dest, const void *src, size_t n), into memory of C's
  memcpy: { parameters: ["u64", "buffer", "usize"], result: "u64" },
  // int fcntl(int fd, int cmd, ...)
  fcntl: { parameters: ["i32", "i32", "i32"], result: "i32" },
} as const;

const F_SETFD = 2;
const FD_CLOEXEC = 1;
const encoder = new TextEncoder();

/** execve(2); gives the errno, or does not return. */
function execute(
  file: string,
  args: readonly string[],
  env: readonly string[],
  descriptors: readonly number[],
): number {
  const c = openLibc(table);
  const core = libc();
  if (c === undefined || core === undefined) return errnos.ENOSYS;
  /** A list of strings as C has it. What is allocated goes with the old image. */
  const list = (texts: readonly string[]): bigint => {
    const addresses = new BigUint64Array(texts.length + 1);
    for (const [index, text] of texts.entries()) {
      const bytes = encoder.encode(`${text}\0`);
      addresses[index] = c.memcpy(c.malloc(BigInt(bytes.length)), bytes, BigInt(bytes.length));
    }
    const bytes = new Uint8Array(addresses.buffer);
    return c.memcpy(c.malloc(BigInt(bytes.length)), bytes, BigInt(bytes.length));
  };
  for (const descriptor of descriptors) {
    if (c.fcntl(descriptor, F_SETFD, 0) < 0) return errno(core);
  }
  const argv = list(args);
  const envp = list(env);
  c.execve(encoder.encode(`${file}\0`), argv, envp);
  const error = errno(core);
  for (const descriptor of descriptors) c.fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  return error;
}

/** What this process was started with: runtimes take their own options out of process.argv. */
function ownArguments(): string[] {
  const line = readText("/proc/self/cmdline");
  return "value" in line ? line.value.split("\0").slice(0, -1) : [process.execPath];
}
