// SPDX-License-Identifier: Apache-2.0

/** What is wrong with a pattern. @module */

/** The messages of regcomp(3) in the GNU C library (posix/regcomp.c, `__re_error_msgid`). */
export const messages = {
  badPattern: "Invalid regular expression",
  collation: "Invalid collation character",
  className: "Invalid character class name",
  backslash: "Trailing backslash",
  reference: "Invalid back reference",
  bracket: "Unmatched [, [^, [:, [., or [=",
  open: "Unmatched ( or \\(",
  close: "Unmatched ) or \\)",
  brace: "Unmatched \\{",
  interval: "Invalid content of \\{\\}",
  range: "Invalid range end",
  repetition: "Invalid preceding regular expression",
  size: "Regular expression too big",
} as const;

/** A pattern that is refused; the message is the original's. */
export class RegexError extends SyntaxError {
  override readonly name = "RegexError";
}
