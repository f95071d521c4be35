// SPDX-License-Identifier: Apache-2.0

/** The patterns of a script. @module */
import { charactersOf } from "../characters.ts";
import { compile, RegexError } from "../regex/mod.ts";
import { Pass } from "../types.ts";
import { resolveEscapes } from "./escapes.ts";
import type { Reader } from "./reader.ts";
import type { Pattern } from "./script.ts";

/** How expressions are read. */
export interface Dialect {
  /** `-E` */
  readonly isExtended: boolean;
  /** `-z`: zeros end lines. */
  readonly isZero: boolean;
  /** Whether the locale's characters are those of UTF-8. */
  readonly utf8: boolean;
}

/** An expression that is read. */
export interface Source {
  /** What reads it. */
  readonly reader: Reader;
  /** How. */
  readonly dialect: Dialect;
}

/** A text between two delimiters, the first of which was read. */
export function delimited(
  delimiter: string,
  { reader, dialect: { utf8 } }: Source,
  { message, isPattern }: { readonly message: string; readonly isPattern: boolean },
): string {
  if (utf8 && delimiter >= "\x80") {
    reader.fail("delimiter character is not a single-byte character");
  }
  // the end of the expression is no delimiter, and a newline one that never comes
  const text = delimiter === "" ? undefined : reader.delimited(delimiter, { isPattern });
  return text ?? reader.fail(message);
}

/**
 * Compiles a pattern.
 *
 * @param flags those of `s`, in upper case
 * @param groups the highest that is referred to
 */
export function compilePattern(
  bytes: string,
  { reader, dialect: { isExtended, isZero, utf8 } }: Source,
  { flags, groups }: { readonly flags: string; readonly groups: number },
): Pattern {
  if (bytes === "") {
    if (flags !== "") reader.fail("cannot specify modifiers on empty regexp");
    return undefined;
  }
  const multiline = flags.includes("M");
  if (multiline && isZero) throw new Pass("flag M of lines with zeros");
  const resolved = resolveEscapes(bytes, "pattern");
  try {
    const pattern = compile(utf8 ? charactersOf(resolved) : resolved, {
      syntax: isExtended ? "extended" : "basic",
      ignoreCase: flags.includes("I"),
      multiline,
      utf8,
    });
    if (pattern.groups < groups) {
      reader.fail(`invalid reference \\${groups} on \`s' command's RHS`);
    }
    return pattern;
  } catch (thrown) {
    if (thrown instanceof RegexError) reader.fail(thrown.message);
    throw thrown;
  }
}
