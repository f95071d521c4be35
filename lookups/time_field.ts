// SPDX-License-Identifier: Apache-2.0

/** The fields of formatted times: their flags, widths and fillings (gnulib nstrftime.c). @module */

/** What is between the percent sign and the letter. */
export interface Flags {
  /** The last of the signs that say how a field is filled. */
  readonly pad: "" | "_" | "-" | "+" | "0";
  /** -1: none was given. */
  readonly width: number;
  /** Whether `^` was given. */
  readonly upper: boolean;
  /** Whether `#` was given. */
  readonly opposite: boolean;
  /** `E`, `O` or nothing. */
  readonly modifier: string;
}

/** In upper case, where the opposite case is asked for. */
export function raised(flags: Flags): Flags {
  return { ...flags, upper: flags.upper || flags.opposite };
}

/** A number with a modifier, as the C library writes it: flags say nothing but the width. */
export function plainly(digits: number, value: number, flags: Flags): string {
  return padded(String(value).padStart(digits, "0"), flags);
}

/** A number with its sign, as wide as it should be. */
export function numeric(
  text: string,
  { pad, width, digits, sign }: Flags & { digits: number; sign: string },
): string {
  const wanted = width < 0 ? digits : width;
  const missing = pad === "-" ? 0 : Math.max(0, wanted - sign.length - text.length);
  return pad === "_" ? " ".repeat(missing) + sign + text : sign + "0".repeat(missing) + text;
}

/** A text in the case that the flags ask for, as wide as it should be. */
export function worded(text: string, flags: Pick<Flags, "pad" | "width" | "upper">): string {
  return padded(flags.upper ? inUpperCase(text) : text, flags);
}

/** A text as wide as it should be. */
export function padded(text: string, { pad, width }: Pick<Flags, "pad" | "width">): string {
  if (pad === "-" || width <= text.length) return text;
  return (pad === "0" || pad === "+" ? "0" : " ").repeat(width - text.length) + text;
}

/** A text in upper case, as the C locale has it. */
export function inUpperCase(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** A text in lower case, as the C locale has it. */
export function inLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
