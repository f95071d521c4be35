// SPDX-License-Identifier: Apache-2.0

/** What follows the commands `s` and `y` (sed/compile.c: mark_subst_opts). @module */
import { charactersOf } from "../characters.ts";
import { Pass } from "../types.ts";
import { resolveEscapes } from "./escapes.ts";
import { compilePattern, delimited, type Source } from "./pattern.ts";
import type { Reader } from "./reader.ts";
import { parseReplacement } from "./replacement.ts";
import type { Substitution } from "./script.ts";

/** What follows `s`. */
export function parseSubstitution(source: Source): Substitution {
  const { reader, dialect: { utf8 } } = source;
  const message = "unterminated `s' command";
  const delimiter = reader.next();
  const bytes = delimited(delimiter, source, { message, isPattern: true });
  const replacement = parseReplacement(
    delimited(delimiter, source, { message, isPattern: false }),
    utf8 ? charactersOf : (text) => text,
  );
  const { flags, ...options } = parseFlags(reader);
  const groups = Math.max(0, ...replacement.map(({ group }) => group));
  return {
    pattern: compilePattern(bytes, source, { flags, groups }),
    replacement,
    groups,
    ...options,
  };
}

/** The flags of `s`, and those of its pattern. */
function parseFlags(reader: Reader) {
  let [flags, isGlobal, number, prints, writes] = ["", false, 0, false, false];
  while (true) {
    const byte = reader.nextVisible();
    if (/^[iImM]$/.test(byte)) {
      flags += byte.toUpperCase();
    } else if (byte === "e") {
      throw new Pass("flag e");
    } else if (byte === "p") {
      if (prints) reader.fail("multiple `p' options to `s' command");
      prints = true;
    } else if (byte === "g") {
      if (isGlobal) reader.fail("multiple `g' options to `s' command");
      isGlobal = true;
    } else if (byte === "w") {
      if (reader.nextVisible() + reader.line() !== "/dev/stdout") throw new Pass("flag w");
      writes = true;
      break;
    } else if (/^\d$/.test(byte)) {
      if (number !== 0) reader.fail("multiple number options to `s' command");
      number = reader.number(byte);
      if (number === 0) reader.fail("number option to `s' command may not be zero");
    } else {
      if (byte === "}" || byte === "#") reader.back(byte);
      else if (byte === "\r" && reader.next() === "\n") break;
      else if (!/^[\n;]?$/.test(byte)) reader.fail("unknown option to `s'");
      break;
    }
  }
  return { flags, isGlobal, number, prints, writes };
}

/** What follows `y`. */
export function parseTranslation(source: Source): Map<string, string> {
  const { reader, dialect: { utf8 } } = source;
  const message = "unterminated `y' command";
  const delimiter = reader.next();
  const read = () => {
    const bytes = resolveEscapes(
      delimited(delimiter, source, { message, isPattern: false }),
      "text",
    );
    return [...utf8 ? charactersOf(bytes) : bytes];
  };
  const [from, to] = [read(), read()];
  if (from.length !== to.length) {
    reader.fail("strings for `y' command are different lengths");
  }
  reader.end();
  const map = new Map<string, string>();
  // in bytes, the last of two translations holds; in characters the first
  from.forEach((each, index) => {
    if (!utf8 || !map.has(each)) map.set(each, to[index]!);
  });
  return map;
}
