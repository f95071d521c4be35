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
import { firstLine, placesOf } from "./pair.ts";

/** Marks the file that was made with this register. */
declare const aaMonkeysPair: string;
/** The file as a module, where another program's bundler has taken it along. */
declare const aaMonkeysBundled: (() => { readonly sections: readonly Section[] }) | undefined;

/** The register as one function of its own URL, which is in scope where the bundle has this. */
declare const aaMonkeysRegister: unknown;

/** A section of the file: makes what its modules export. */
type Section = (link: Link, register: unknown, url: string) => unknown;

/** Gives what a section exports, which is made when somebody first asks. */
type Link = (index: number) => unknown;

/** Gives a section by its number. */
type Sections = (index: number) => Section;

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
    return linked(beside(url) ?? bundled());
  } catch (error) {
    return error instanceof Pass ? error : new Pass(`no lookups ${url}`);
  }
}

function bundled(): Sections {
  const { sections } = aaMonkeysBundled!();
  return (index) => sections[index]!;
}

/** What the first section exports; the others are made as it comes to them. */
function linked(sectionAt: Sections): Engine {
  const made: unknown[] = [];
  const link: Link = (index) =>
    made[index] ??= sectionAt(index)(link, aaMonkeysRegister, import.meta.url);
  return link(0) as Engine;
}

/**
 * Gives sections of the file, of which only what is needed is decoded and parsed; undefined where it
 * is not there.
 */
function beside(url: URL): Sections | undefined {
  const bytes = read(url);
  if (!bytes) return undefined;
  const decoder = new TextDecoder();
  const text = (start: number, end: number) => decoder.decode(bytes.subarray(start, end));
  const first = firstLine(aaMonkeysPair);
  // a program's bundle may have a file of this name beside it that is another's
  if (text(0, first.length) !== first) return undefined;
  const second = text(first.length, bytes.indexOf(10, first.length));
  const places = placesOf(second, bytes.length);
  return (index) => {
    const { start, end } = places[index]!;
    return (0, eval)(`(${text(start, end)})\n//# sourceURL=${url}`);
  };
}

function read(url: URL): Uint8Array | undefined {
  if (url.protocol !== "file:") return undefined;
  try {
    if ("Bun" in globalThis) return process.getBuiltinModule("node:fs").readFileSync(url);
    requireRead(decodeURIComponent(url.pathname));
    return Deno.readFileSync(url);
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") return undefined;
    throw error;
  }
}
