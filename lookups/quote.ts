// SPDX-License-Identifier: Apache-2.0

/** Names in the messages of GNU commands (gnulib quotearg, locale_quoting_style). @module */
import type { Locale } from "./locale.ts";
import { Pass } from "./types.ts";

/** A name between the locale's quotes: ‘name’ in UTF-8, 'name' in C. */
export function quote(name: string, locale: Locale): string {
  // escapes, and characters that the locale cannot print, differ by version and table
  // deno-lint-ignore no-control-regex
  if (/[\x00-\x1f\x7f'\\‘’]/.test(name)) throw new Pass("argument with a special character");
  if (/[^\x20-\x7e]/.test(name)) throw new Pass("argument outside ASCII");
  return locale.utf8 ? `‘${name}’` : `'${name}'`;
}

/**
 * A name in a message about a file (gnulib quotearg, shell_escape_quoting_style): bare, unless a
 * shell would see more in it than a word.
 */
export function quotedIfNeeded(name: string): string {
  if (/^[A-Za-z0-9_%+,./@\]{}-][A-Za-z0-9_%+,./@\]{}~#-]*$/.test(name) && !/^[{}]$/.test(name)) {
    return name;
  }
  return quoted(name);
}

/** A name in a message that quotes every name (gnulib quotearg, shell_escape_always_quoting_style). */
export function quoted(name: string): string {
  // a quote within, and what a locale cannot print, is written in pieces that differ by version
  if (/[^ -~]|['\\]/.test(name)) throw new Pass("argument with a special character");
  return `'${name}'`;
}
