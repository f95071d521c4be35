// SPDX-License-Identifier: Apache-2.0

/** The addresses of commands (sed/compile.c: compile_address). @module */
import { compilePattern, delimited, type Source } from "./pattern.ts";
import type { Reader } from "./reader.ts";
import type { Address } from "./script.ts";

/** An address, where a byte begins one. */
export function parseAddress(byte: string, source: Source): Address | undefined {
  const { reader } = source;
  if (byte === "/" || byte === "\\") {
    const delimiter = byte === "\\" ? reader.next() : byte;
    const message = "unterminated address regex";
    const bytes = delimited(delimiter, source, { message, isPattern: true });
    const flags = addressFlags(reader);
    return { kind: "pattern", pattern: compilePattern(bytes, source, { flags, groups: 0 }) };
  }
  if (/^\d$/.test(byte)) {
    const line = reader.number(byte);
    const next = reader.nextVisible();
    if (next !== "~") {
      reader.back(next);
      return { kind: "line", line };
    }
    const step = reader.number(reader.nextVisible());
    return step > 0 ? { kind: "step", line, step } : { kind: "line", line };
  }
  if (byte === "+" || byte === "~") {
    const count = reader.number(reader.nextVisible());
    if (count === 0) return { kind: "none" };
    return { kind: byte === "+" ? "count" : "multiple", count };
  }
  return byte === "$" ? { kind: "last" } : undefined;
}

function addressFlags(reader: Reader): string {
  let flags = "";
  let byte = reader.nextVisible();
  for (; byte === "I" || byte === "M"; byte = reader.nextVisible()) flags += byte;
  reader.back(byte);
  return flags;
}
