// SPDX-License-Identifier: Apache-2.0

/** What commands go by. @module */

/** The name by which lookups are found: the last part of a path. */
export function commandName(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}
