// SPDX-License-Identifier: Apache-2.0

/**
 * In the bundle, in place of patches/engine.ts: what answers calls lies in `lookups.js` beside the
 * register, and is read when a call first needs it. Even text that is never evaluated costs Bun its
 * parsing, at every start.
 *
 * @module
 */
import { requireRead } from "../../host/permission.ts";
import { Pass } from "../../lookups/types.ts";
import type { Engine } from "../../patches/engine.ts";
import { sharedModules } from "./shared_modules.ts";

/** What stands between the lookups and the parser in their file. */
export const parserSeparator = "\n// the parser:\n";

let loaded: Engine | Pass | undefined;

/** Gives what answers calls; throws a Pass where its file cannot be read. */
export function engine(): Engine {
  if (loaded === undefined) loaded = load();
  if (loaded instanceof Pass) throw loaded;
  return loaded;
}

function load(): Engine | Pass {
  const url = new URL("lookups.js", import.meta.url);
  try {
    const text = read(url);
    const [lookups, parser] = text.split(parserSeparator);
    const evaluate = (expression: string) => (0, eval)(`${expression}\n//# sourceURL=${url}`);
    // one expression: a function of the modules that both files use
    const make = evaluate(lookups!) as (shared: unknown, parser: () => unknown) => Engine;
    return make(sharedModules, () => evaluate(parser!)());
  } catch (error) {
    return error instanceof Pass ? error : new Pass(`no lookups ${url}`);
  }
}

function read(url: URL): string {
  if (url.protocol !== "file:") throw new Pass(`no lookups ${url}`);
  if ("Bun" in globalThis) return process.getBuiltinModule("node:fs").readFileSync(url, "utf8");
  requireRead(decodeURIComponent(url.pathname));
  return Deno.readTextFileSync(url);
}
