// SPDX-License-Identifier: Apache-2.0

/** Regular expressions of awk: mawk's own, and those that every awk takes alike. @module */
import { compile } from "../regex/mod.ts";
import { Pass } from "../types.ts";
import type { Dialect } from "./dialect.ts";

/** A pattern, ready to be matched. */
export interface Pattern {
  /** Whether a text has a match. */
  test(text: string): boolean;
  /** The leftmost longest match from an offset on; `^` is the start of the whole text alone. */
  exec(text: string, from: number): readonly number[] | undefined;
}

/** Reads a pattern; what is wrong, or differs between awks where it is not mawk, passes. */
export function readPattern(source: string, dialect: Dialect): Pattern {
  if (source !== "" && /^[^\\^$.*+?()[\]{}|]*$/.test(source)) return new Literal(source);
  switch (dialect.kind) {
    case "mawk-2020":
      return compile(source, { syntax: "extended", flavour: "mawk", intervals: false });
    case "mawk":
      return compile(source, { syntax: "extended", flavour: "mawk", intervals: true });
    default:
      return readCommon(source);
  }
}

/** A pattern that stands for itself. */
class Literal implements Pattern {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  test(text: string): boolean {
    return text.includes(this.#text);
  }

  exec(text: string, from: number): readonly number[] | undefined {
    const at = text.indexOf(this.#text, from);
    return at < 0 ? undefined : [at, at + this.#text.length];
  }
}

const atom = "(?:[^\\\\^$.*+?()[\\]{}|]|\\\\[.$*+?()|^/]|\\.|" +
  "\\[\\^?(?:\\[:[a-z]+:\\]|[^\\][\\\\])+\\])";
const sequence = `(?:${atom}[*+?]?)+`;
const piece = `(?:${atom}[*+?]?|\\(${sequence}(?:\\|${sequence})*\\))`;
const branch = `\\^?${piece}+\\$?`;
/** What no awk reads in another way: no escapes of letters, no repeated groups, no intervals. */
let common: RegExp | undefined;

function readCommon(source: string): Pattern {
  common ??= new RegExp(`^${branch}(?:\\|${branch})*$`);
  if (!common.test(source)) throw new Pass("awk pattern");
  // within extended ones of the C library a slash is not escaped
  const regex = compile(source.replaceAll("\\/", "/"), { syntax: "extended" });
  const requireAscii = (text: string) => {
    // there, characters are matched
    if (/[^\0-\x7f]/.test(text)) throw new Pass("awk outside ASCII");
  };
  return {
    test(text) {
      requireAscii(text);
      return regex.test(text);
    },
    exec(text, from) {
      requireAscii(text);
      return regex.exec(text, from);
    },
  };
}
