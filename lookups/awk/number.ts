// SPDX-License-Identifier: Apache-2.0

/** Numbers in texts: strtod(3), and what awks make of it. @module */
import { Pass } from "../types.ts";
import type { Dialect } from "./dialect.ts";

const whole = /^[ \t\n\v\f\r]*([-+]?[0-9]{1,15})(?![0-9.eExX])/;
const prefix = /^[ \t\n\v\f\r]*([-+]?)((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)/;
const special = /^[ \t\n\v\f\r]*[-+]?(?:inf|nan)/i;
const hexadecimal = /^[ \t\n\v\f\r]*([-+]?)0[xX]([0-9a-fA-F]+)/;

/** The number that a text begins with; 0 where there is none. */
export function toNumber(text: string, dialect: Dialect): number {
  // strtod(3) skips them, and mawk of 2025 does not
  if (dialect.kind !== "mawk-2020" && /^[ \t\n]*[\v\f\r]/.test(text)) {
    throw new Pass("awk blank before a number");
  }
  const simple = whole.exec(text);
  if (simple) return Number(simple[1]);
  const found = prefix.exec(text);
  if (!found) {
    // strtod(3) knows them, and mawk of 2024 does not any more
    if (special.test(text)) throw new Pass("awk number that is none");
    return 0;
  }
  if (hexadecimal.test(text)) return hexadecimalNumber(text, dialect);
  if (/^[ \t\n\v\f\r]*[-+]?0[xX]/.test(text)) {
    // `0x.8`
    if (/0[xX]\./.test(text)) throw new Pass("awk hexadecimal number");
    return 0;
  }
  const value = Number(found[2]);
  if (!Number.isFinite(value)) throw new Pass("awk great number");
  return found[1] === "-" ? -value : value;
}

function hexadecimalNumber(text: string, dialect: Dialect): number {
  const [found, sign, digits] = hexadecimal.exec(text)!;
  // a fraction, a power of two, more digits than a number has; mawk of 2025 takes none of it
  const isMore = /^[.pP]/.test(text.slice(found.length)) || digits!.length > 13;
  if (isMore || dialect.kind !== "mawk-2020") throw new Pass("awk hexadecimal number");
  const value = parseInt(digits!, 16);
  return sign === "-" ? -value : value;
}

/** The number that a whole text from outside looks like; undefined where it looks like none. */
export function looksNumeric(text: string, dialect: Dialect): number | undefined {
  const first = text.charCodeAt(0);
  // most texts are words
  if (first > 0x39 || text === "") return undefined;
  const match = /^[ \t\n]*([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)[ \t\n]*$/
    .exec(text);
  if (!match) {
    if (!/^[ \t\n]*[-+]?0[xX]/.test(text)) return undefined;
    return looksHexadecimal(text, dialect);
  }
  const value = Number(match[1]);
  if (
    Number.isFinite(value) && (Math.abs(value) >= 1e-300 || /^[-+]?[0.]*([eE]|$)/.test(match[1]!))
  ) {
    return value;
  }
  // ERANGE makes it a text, which not every awk asks for
  if (dialect.kind === "any" || Number.isFinite(value)) throw new Pass("awk great number");
  return undefined;
}

/** mawk of 2020 takes what strtod(3) takes whole, if it ends in a decimal digit. */
function looksHexadecimal(text: string, dialect: Dialect): number | undefined {
  if (dialect.kind !== "mawk-2020") throw new Pass("awk hexadecimal number");
  const trimmed = text.replace(/[ \t\n]+$/, "");
  if (!/[0-9.]$/.test(trimmed)) return undefined;
  const [found] = hexadecimal.exec(trimmed) ?? [""];
  if (found.length === trimmed.length) return hexadecimalNumber(trimmed, dialect);
  if (/[.pP]/.test(trimmed)) throw new Pass("awk hexadecimal number");
  return undefined;
}
