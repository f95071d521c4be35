// SPDX-License-Identifier: Apache-2.0

/**
 * The parser of lines that the splitter does not take. The only module that makes unbash, and only
 * when such a line comes.
 *
 * @module
 */
import type { ParsedScript } from "unbash";
import { Pass } from "../lookups/types.ts";
import { load } from "./unbash.js";

let parse: ((source: string) => ParsedScript) | undefined;

/** Parses a line; throws a Pass where it has errors. */
export function parseScript(line: string): ParsedScript {
  const script = parsed(line);
  if (script.errors && script.errors.length > 0) throw new Pass("shell syntax");
  return script;
}

function parsed(line: string): ParsedScript {
  parse ??= load().parse;
  try {
    return parse(line);
  } catch (thrown) {
    // "Maximum call stack size exceeded": it goes into groups as deep as they are
    if (thrown instanceof RangeError) throw new Pass("shell depth");
    throw thrown;
  }
}
