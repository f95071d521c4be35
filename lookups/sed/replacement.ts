// SPDX-License-Identifier: Apache-2.0

/** What `s` puts in the place of a match (sed/compile.c: setup_replacement). @module */
import { resolveEscapes } from "./escapes.ts";
import type { LetterCase, Part } from "./script.ts";

const asIs: LetterCase = { all: "", first: "" };

/**
 * Takes a replacement apart.
 *
 * @param characters gives the characters of bytes
 */
export function parseReplacement(bytes: string, characters: (bytes: string) => string): Part[] {
  const text = resolveEscapes(bytes, "replacement");
  const parts: Part[] = [];
  let [current, saved] = [asIs, asIs];
  let prefix = "";
  const end = (group: number) => {
    parts.push({ prefix: characters(prefix), letterCase: current, group });
    prefix = "";
    current = saved;
  };
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "&") {
      end(0);
      continue;
    }
    if (text[at] !== "\\") {
      prefix += text[at];
      continue;
    }
    const letter = text[++at];
    if (letter !== undefined && /\d/.test(letter)) {
      end(Number(letter));
    } else if (letter !== undefined && /[LUE]/.test(letter)) {
      end(-1);
      const all = letter === "L" ? "lower" : letter === "U" ? "upper" : "";
      current = saved = { all, first: "" };
    } else if (letter === "l" || letter === "u") {
      end(-1);
      saved = current;
      current = { ...current, first: letter === "l" ? "lower" : "upper" };
    } else {
      // it belongs to what is before it, also in its case
      prefix += letter ?? "\\";
      end(-1);
    }
  }
  if (prefix !== "") end(-1);
  return parts;
}
