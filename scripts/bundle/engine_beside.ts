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
import { firstLine, lookupsStart, parserStart } from "./pair.ts";

/** Marks the file that was made with this register. */
declare const aaMonkeysPair: string;
/** The file as a module, where another program's bundler has taken it along. */
declare const aaMonkeysBundled: (() => Beside) | undefined;

/** The register as one function of its own URL, which is in scope where the bundle has this. */
declare const aaMonkeysRegister: unknown;

/** What the file holds: functions that make it. */
interface Beside {
  readonly lookups: (parser: () => unknown, register: unknown, url: string) => Engine;
  readonly parser: () => unknown;
}

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
    const { lookups, parser } = beside(url) ?? aaMonkeysBundled!();
    return lookups(parser, aaMonkeysRegister, import.meta.url);
  } catch (error) {
    return error instanceof Pass ? error : new Pass(`no lookups ${url}`);
  }
}

/** The file's content, of which only what is needed is parsed; undefined where it is not there. */
function beside(url: URL): Beside | undefined {
  const text = read(url);
  // a program's bundle may have a file of this name beside it that is another's
  if (!text?.startsWith(firstLine(aaMonkeysPair))) return undefined;
  const [head, parser] = text.split(parserStart);
  const [, lookups] = head!.split(lookupsStart);
  const evaluate = (expression: string) => (0, eval)(`${expression}\n//# sourceURL=${url}`);
  return { lookups: evaluate(lookups!), parser: () => evaluate(parser!)() };
}

function read(url: URL): string | undefined {
  if (url.protocol !== "file:") return undefined;
  try {
    if ("Bun" in globalThis) return process.getBuiltinModule("node:fs").readFileSync(url, "utf8");
    requireRead(decodeURIComponent(url.pathname));
    return Deno.readTextFileSync(url);
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") return undefined;
    throw error;
  }
}
