// SPDX-License-Identifier: Apache-2.0

/** Bytes and text, and the answers made of them. @module */
import type { Answer } from "./types.ts";

const encoder = new TextEncoder();
const lossless = new TextDecoder("utf-8", { ignoreBOM: true });
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** No bytes. */
export const nothing: Uint8Array = new Uint8Array(0);

/** Text as UTF-8. */
export function encode(text: string): Uint8Array {
  return text === "" ? nothing : encoder.encode(text);
}

/** UTF-8 as text; invalid sequences become U+FFFD, so never for what is printed again. */
export function decode(bytes: Uint8Array): string {
  return lossless.decode(bytes);
}

/** UTF-8 as text; undefined where it is not valid. */
export function decodeExactly(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Success with text on standard output. */
export function printed(text: string): Answer {
  return { code: 0, stdout: encode(text), stderr: nothing };
}

/** Failure with text on standard error. */
export function failed(code: number, text: string): Answer {
  return { code, stdout: nothing, stderr: encode(text) };
}

/** Bytes one behind the other. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** What windows-1252 has in the place of control characters, in their order. */
const special = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";
const anySpecial = /[€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/g;
let windows1252: TextDecoder | undefined;

/** Bytes as a string of as many characters: what regular expressions see as the C locale does. */
export function latin1(bytes: Uint8Array): string {
  if (bytes.length < 64) return String.fromCharCode(...bytes);
  // what runtimes have for latin1, and so quicker than any loop
  windows1252 ??= new TextDecoder("windows-1252");
  return windows1252.decode(bytes)
    .replace(anySpecial, (each) => String.fromCharCode(0x80 + special.indexOf(each)));
}

/** A string of such characters as bytes. */
export function bytesOfLatin1(text: string): Uint8Array {
  const ascii = encode(text);
  if (ascii.length === text.length) return ascii;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
