// SPDX-License-Identifier: Apache-2.0

/**
 * Text in which no byte is lost: characters of UTF-8, and for each byte that is part of none, U+DC00
 * and its value, as regular expressions see them.
 *
 * @module
 */
import { bytesOfLatin1, decodeExactly, encode, latin1 } from "./text.ts";
import { Pass } from "./types.ts";

/** Bytes that are part of no character. */
const stray = /(?<![\ud800-\udbff])[\udc80-\udcff]/;
const character =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;

/** The characters of bytes that are given as one character each. */
export function charactersOf(bytes: string): string {
  // deno-lint-ignore no-control-regex -- ASCII is what it is
  if (/^[\x00-\x7f]*$/.test(bytes)) return bytes;
  const valid = decodeExactly(bytesOfLatin1(bytes));
  if (valid !== undefined) return valid;
  // halves of UTF-16, and what is beyond Unicode, the C library takes for characters
  if (/\xed[\xa0-\xbf][\x80-\xbf]|\xf4[\x90-\xbf][\x80-\xbf]{2}|[\xf5-\xfd]/.test(bytes)) {
    throw new Pass("input outside UTF-8");
  }
  return bytes.replace(
    character,
    (each) =>
      each.length === 1
        ? String.fromCharCode(0xdc00 + each.charCodeAt(0))
        : decodeExactly(bytesOfLatin1(each))!,
  );
}

/** The bytes of characters, one character each. */
export function bytesOfCharacters(text: string): string {
  // deno-lint-ignore no-control-regex -- ASCII is what it is
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  if (!stray.test(text)) return latin1(encode(text));
  return text.split(/((?<![\ud800-\udbff])[\udc80-\udcff])/)
    .map((part, index) =>
      index % 2 === 1 ? String.fromCharCode(part.charCodeAt(0) - 0xdc00) : latin1(encode(part))
    ).join("");
}

/** Whether bytes are among characters that are part of none. */
export function hasStrayBytes(text: string): boolean {
  return stray.test(text);
}

/** Characters that were put together of parts: bytes that were part of none may be one now. */
export function joined(text: string): string {
  return stray.test(text) ? charactersOf(bytesOfCharacters(text)) : text;
}
