// SPDX-License-Identifier: Apache-2.0

/**
 * The parser of lines that the splitter does not take. The only module that loads unbash, and only
 * when such a line comes: a build puts another way of loading in this module's place.
 *
 * @module
 */
import type { ParsedScript } from "unbash";
import { Pass } from "../lookups/types.ts";

let parse: ((source: string) => ParsedScript) | undefined;

/** Parses a line; throws a Pass where it has errors, or where the parser cannot be loaded. */
export function parseScript(line: string): ParsedScript {
  const script = (parse ??= load())(line);
  if (script.errors && script.errors.length > 0) throw new Pass("shell syntax");
  return script;
}

function load(): (source: string) => ParsedScript {
  try {
    const { createRequire } = process.getBuiltinModule("node:module");
    return (createRequire(import.meta.url)("unbash") as typeof import("unbash")).parse;
  } catch {
    throw new Pass("shell parser missing");
  }
}
