// SPDX-License-Identifier: Apache-2.0

/** Numbers of errno that AppArmor's calls give, alike on x86_64 and aarch64 (errno(3)). @module */

/** Numbers by name. */
export const errnos = {
  EPERM: 1,
  ENOENT: 2,
  ESRCH: 3,
  E2BIG: 7,
  EBADF: 9,
  ECHILD: 10,
  EAGAIN: 11,
  ENOMEM: 12,
  EACCES: 13,
  EINVAL: 22,
  ENFILE: 23,
  EMFILE: 24,
  ERANGE: 34,
  ENOSYS: 38,
  ENODATA: 61,
  ENOPROTOOPT: 92,
  EOPNOTSUPP: 95,
  ETIMEDOUT: 110,
} as const;

const names = new Map<number, string>(
  Object.entries(errnos).map(([name, number]) => [number, name]),
);

/** The name of an errno: `ENOENT`; `errno N` for one that none of these calls gives. */
export function codeOf(errno: number): string {
  return names.get(errno) ?? `errno ${errno}`;
}
